// node validate_glb.mjs FOLDER FILE: what Khronos' validator, installed in FOLDER, says about a .glb, as JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, file] = process.argv.slice(2);
const validator = createRequire(`${folder}/package.json`)("gltf-validator");
const report = await validator.validateBytes(new Uint8Array(readFileSync(file)), { maxIssues: 50 });
console.log(JSON.stringify({ issues: report.issues, info: report.info }));
