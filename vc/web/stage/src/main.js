/**
 * The live stage, a page of its own in the app's page: stage.html?glb=URL&music=URL&start=S&length=S&play=1&lite=0|1&view=NAME
 *
 * glb, music : as the app's server names them, relative to its API ("file=/..."); other servers are refused
 * start, length : the part of the music that the motion belongs to, seconds
 * play : 1 begins at once, where the stage is in sight and the browser allows it
 * lite : 1 draws the plainest picture, 0 begins with the finest even where the processor draws it
 *
 * Where it cannot draw, it says so and fires `stage-unavailable` (detail: the reason) on its iframe.
 */
import {CustomToneMapping, SRGBColorSpace, ShaderChunk, WebGLRenderer} from 'three';
import {Clock} from './clock.js';
import {Controls} from './controls.js';
import {loadFigure} from './figure.js';
import {Hall} from './hall.js';
import {Player, Silence} from './player.js';
import {LEVELS, LITE, Quality, isSoftware} from './quality.js';
import {Trail} from './trail.js';
import {VIEWS, Views} from './views.js';

const wishes = new URLSearchParams(location.search);
const get = (id) => document.getElementById(id);
const KEPT = 4000; // samples of `lags`

// Narkowicz's fit of ACES, as in the package's video renderer: it keeps the velvet red.
ShaderChunk.tonemapping_pars_fragment = ShaderChunk.tonemapping_pars_fragment.replace(
  'vec3 CustomToneMapping( vec3 color ) { return color; }',
  `vec3 CustomToneMapping( vec3 color ) { color *= toneMappingExposure;
     return clamp( color * ( 2.51 * color + 0.03 ) / ( color * ( 2.43 * color + 0.59 ) + 0.14 ), 0.0, 1.0 ); }`,
);

/** An address of the server that this page came from. */
function address(name) {
  const value = wishes.get(name);
  if (!value) throw new Error(`The stage was opened without ${name}=.`);
  const api = location.href.split('?')[0].split('file=')[0];
  const url = new URL(value, api);
  if (url.origin !== location.origin) throw new Error(`${name}= names another server.`);
  return url.href;
}

function number(name, otherwise) {
  const value = Number.parseFloat(wishes.get(name));
  return Number.isFinite(value) && value >= 0 ? value : otherwise;
}

function openRenderer(canvas) {
  const software = (gl) => wishes.get('lite') === '1' || (wishes.get('lite') !== '0' && isSoftware(gl));
  const options = {alpha: false, stencil: false, powerPreference: 'high-performance'};
  const probe = document.createElement('canvas').getContext('webgl2');
  if (!probe) throw new Error('This browser shows no 3-D pictures (WebGL 2 is off).');
  const lite = software(probe);
  probe.getExtension('WEBGL_lose_context')?.loseContext();
  const renderer = new WebGLRenderer({canvas, antialias: !lite, ...options});
  renderer.outputColorSpace = SRGBColorSpace;
  renderer.toneMapping = CustomToneMapping;
  renderer.toneMappingExposure = 0.92;
  return {renderer, lite};
}

class Stage {
  ready = false;
  lags = []; // ms, drawn minus heard, one for every frame in which the music moved
  frames = 0;
  #dirty = true;
  #seen = true;
  #last = null;
  #drawnAt = null; // when the frame before was drawn, ms

  constructor() {
    this.glb = address('glb');
    this.player = new Player(address('music'), {start: number('start', 0), seconds: number('length', Infinity)});
    const {renderer, lite} = openRenderer(get('picture'));
    this.renderer = renderer;
    this.clock = new Clock();
    this.hall = new Hall(renderer, {
      small: lite || Math.min(screen.width, screen.height) < 600, sharpness: lite ? 1 : 8, // software takes its time
    });
    this.views = new Views(get('picture'), {
      onHold: () => this.controls.view(null), isFull: () => Boolean(document.fullscreenElement),
    });
    this.views.sways = !lite && !matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.controls = new Controls(this.player, {view: (name) => this.view(name), trail: (on) => this.#showTrail(on)});
    this.#follow(this.player);
    this.#startAt(lite);
    this.#watch();
  }

  #startAt(lite) {
    if (VIEWS[wishes.get('view')]) {
      this.views.choose(wishes.get('view'), {at: 'once'});
      this.controls.view(wishes.get('view'));
    }
    this.quality = new Quality(lite ? LITE : 0, (level) => this.#apply(level));
  }

  async load() {
    this.figure = await loadFigure(this.glb, (part) => { get('loaded').style.transform = `scaleX(${part})`; });
    this.trail = new Trail(this.figure);
    this.hall.scene.add(this.figure.object, this.trail.object);
    this.player.limit = this.figure.seconds + 1 / 30; // the last pose is held as long as the others
    this.#apply(LEVELS[this.quality.level]);
    this.controls.open();
    this.#resize();
    await this.renderer.compileAsync(this.hall.scene, this.views.camera);
    this.ready = true;
    requestAnimationFrame((now) => this.#frame(now));
    if (wishes.get('play') === '1' && get('stage').clientWidth) this.play();
  }

  /** The moment whose pose is in the picture, seconds from the part's start. */
  get time() { return this.clock.time; }
  get seconds() { return this.player.seconds; }
  get level() { return this.quality.name; }
  play() { return this.player.play(); }
  pause() { this.player.pause(); }
  seek(seconds) { this.player.seek(seconds); }
  /** Where the tip of the baton is in the picture, metres. */
  tip() { return this.figure.tipAt(Math.min(this.time, this.figure.seconds)).toArray(); }

  view(name) {
    this.views.choose(name);
    this.controls.view(name);
  }

  #showTrail(on) {
    this.trail.on = on;
    this.#dirty = true;
  }

  #follow(player) {
    this.player = player;
    player.addEventListener('seek', () => { this.clock.jump(player.time); this.#dirty = true; });
    player.addEventListener('change', () => { this.#dirty = true; });
    player.addEventListener('refused', () => note('Press play to hear the music.'));
    player.addEventListener('failed', () => {
      const silence = new Silence(player.seconds || number('length', 0));
      if (this.figure) silence.limit = this.figure.seconds;
      this.#follow(silence);
      this.controls.use(silence);
      note('This browser cannot play this sound file, so the conductor moves in silence. The videos have the sound.');
    });
  }

  #apply(level) {
    this.hall.apply(level);
    this.figure?.apply(level);
    if (this.trail) this.trail.allowed = level.trail;
    get('trail').hidden = !level.trail;
    this.renderer.setPixelRatio(level.pixels < 1 ? level.pixels : Math.min(devicePixelRatio, level.pixels));
    if (!level.shiny) this.views.sways = false; // a picture that stands still costs nothing
    get('stage').classList.toggle('plain', !level.shiny);
    this.#resize();
  }

  #watch() {
    new ResizeObserver(() => this.#resize()).observe(get('stage'));
    new IntersectionObserver(([{isIntersecting}]) => { this.#seen = isIntersecting; }).observe(get('stage'));
    document.addEventListener('visibilitychange', () => { this.#drawnAt = null; }); // a hidden page is not a slow one
    // In a tab of the app that was left; scrolled out of sight the music plays on.
    setInterval(() => { if (!get('stage').clientWidth && this.player.playing) this.player.pause(); }, 300);
    get('picture').addEventListener('webglcontextlost', (event) => event.preventDefault());
    get('picture').addEventListener('webglcontextrestored', () => location.reload()); // the baked hall is gone
  }

  #resize() {
    const {clientWidth: width, clientHeight: height} = get('stage');
    if (!width || !height) return; // in a tab that is not open
    this.renderer.setSize(width, height, false);
    this.views.resize(width, height, get('controls').offsetHeight);
    if (this.ready) this.#draw(performance.now()); // at once: a canvas of another size is black
  }

  #frame(now) {
    requestAnimationFrame((next) => this.#frame(next));
    const seconds = Math.min((now - (this.#last ?? now)) / 1000, 0.5);
    this.#last = now;
    if (this.frames) get('veil').classList.add('open');
    this.player.stopAtEnd();
    const before = this.clock.time;
    this.clock.tick(now / 1000, this.player);
    const turned = this.views.update(seconds);
    if (before !== this.clock.time || this.player.playing) this.controls.show();
    if (!this.#seen || !(turned || this.#dirty || before !== this.clock.time)) {
      this.#drawnAt = null;
      return;
    }
    this.#draw(now);
    if (this.clock.moving) this.#measure();
    if (this.#drawnAt !== null) this.quality.frame(now - this.#drawnAt);
    this.#drawnAt = now;
  }

  #draw(now) {
    this.#dirty = false;
    this.hall.drift(now / 1000);
    this.trail.update(this.time, this.views.camera);
    this.figure.pose(this.time);
    this.renderer.render(this.hall.scene, this.views.camera);
    this.frames++;
  }

  #measure() {
    this.lags.push(1000 * (this.time - this.player.time));
    if (this.lags.length > KEPT) this.lags.shift();
  }
}

function note(text) {
  get('notice').textContent = text;
  get('notice').hidden = false;
}

function giveUp(error) {
  get('veil').className = 'closed';
  get('veil-text').textContent = `${error.message} The video shows the same conducting.`;
  get('views').hidden = get('controls').hidden = get('start').hidden = true;
  const event = (target) => new target.CustomEvent('stage-unavailable', {bubbles: true, detail: error.message});
  dispatchEvent(event(window));
  if (window.frameElement) frameElement.dispatchEvent(event(parent));
}

try {
  window.stage = new Stage();
  window.stage.load().catch((error) => {
    console.warn(error);
    giveUp(new Error('The figure could not be loaded.'));
  });
} catch (error) {
  console.warn(error);
  giveUp(error);
}
