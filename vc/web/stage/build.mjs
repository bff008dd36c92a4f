// npm ci && npm run build: src/ -> dist/, which is committed, so that the app runs without Node.js.
import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {build} from 'esbuild';

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

rmSync('dist', {recursive: true, force: true});
mkdirSync('dist');
await build({
  entryPoints: {stage: 'src/main.js'},
  outdir: 'dist',
  bundle: true,
  minify: true,
  legalComments: 'none', // LICENSES.txt has them whole
  format: 'iife', // a plain script needs no MIME type that some systems get wrong
  target: ['chrome100', 'firefox100', 'safari15.4'],
  plugins: [{
    name: 'three-in-parts', // of three's modules esbuild leaves out the unused ones; of its single file it cannot
    setup: ({onResolve}) => onResolve({filter: /^three$/}, () => ({path: resolve('node_modules/three/src/Three.js')})),
  }],
  logLevel: 'info',
});
const style = readFileSync('src/stage.css', 'utf8');
writeFileSync('dist/stage.css', style);

// The page asks for its files under a name that changes with them: no browser shows an old one.
const version = sha256(readFileSync('dist/stage.js'), style).slice(0, 12);
writeFileSync('dist/stage.html', readFileSync('src/stage.html', 'utf8').replaceAll('{{version}}', version));

const {version: three} = JSON.parse(readFileSync('node_modules/three/package.json', 'utf8'));
const licence = readFileSync('node_modules/three/LICENSE', 'utf8');
writeFileSync('dist/LICENSES.txt', `stage.js contains three.js ${three} (https://threejs.org):\n\n${licence}`);

// What dist was made from; a test compares it with what lies here.
const sources = ['build.mjs', 'package.json', 'package-lock.json', ...readdirSync('src').sort().map((name) => `src/${name}`)];
writeFileSync('dist/SOURCES.sha256', sources.map((name) => `${sha256(readFileSync(name))}  ${name}\n`).join(''));
