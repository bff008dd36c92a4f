/** The camera: three places to look from, a slow sway until somebody takes hold of it, mouse and touch within limits. */
import {MathUtils, PerspectiveCamera, Spherical, Vector3} from 'three';
import {OrbitControls} from 'three/examples/jsm/controls/OrbitControls.js';

// As in the package's video renderer: the picture holds `span` (width, height) metres around the target, whatever its shape.
export const VIEWS = {
  'front': {from: [-0.05, 1.50, 6.4], to: [-0.05, 1.09, 0], span: [1.78, 2.38]},
  'three-quarter': {from: [-3.10, 1.72, 5.0], to: [-0.01, 1.08, 0.08], span: [1.85, 2.42]},
  'close': {from: [-0.55, 1.56, 4.4], to: [0, 1.42, 0.05], span: [1.10, 1.14]},
};
const FIELD_OF_VIEW = 20.7; // degrees; "front" then stands at its 6.4 m
const TURN_S = 0.9; // from one view to the next
const SWAY = {angle: 0.11, seconds: 26};

export class Views {
  camera = new PerspectiveCamera(FIELD_OF_VIEW, 1, 0.1, 30);
  name = 'front';
  sways = true;
  #controls;
  #held = false; // by the visitor, since the last view was chosen
  #turn = null; // {target, spherical} where a turn began, and how far it is
  #swayed = 0; // seconds
  #covered = 0; // pixels at the bottom, behind the controls

  constructor(canvas, {onHold, isFull}) {
    const controls = this.#controls = new OrbitControls(this.camera, canvas);
    Object.assign(controls, {
      enableDamping: true, enablePan: false, minPolarAngle: 0.95, maxPolarAngle: 1.64, minAzimuthAngle: -1.15,
      maxAzimuthAngle: 1.15, minDistance: 1.6, maxDistance: 9, rotateSpeed: 0.6,
    });
    canvas.style.touchAction = 'pan-y'; // a finger that moves up or down scrolls the page around the stage
    // The wheel scrolls the page too; it zooms with Ctrl (as a pinch on a touchpad reports itself) and in full screen.
    canvas.addEventListener('wheel', (event) => event.ctrlKey || isFull() || event.stopImmediatePropagation(), {capture: true});
    controls.addEventListener('start', () => {
      this.#held = true;
      this.#turn = null;
      onHold();
    });
    this.choose('front', {at: 'once'});
  }

  choose(name, {at} = {}) {
    this.name = name;
    this.#held = false;
    this.#swayed = 0;
    this.#turn = at === 'once' ? null : {done: 0, target: this.#controls.target.clone(), place: this.#place()};
    if (!this.#turn) this.#put(this.#goal());
  }

  resize(width, height, covered) {
    this.#covered = Math.min(covered, height / 3);
    this.camera.aspect = width / height;
    this.camera.setViewOffset(width, height, 0, this.#covered / 2, width, height);
    this.size = [width, height];
    if (!this.#held && !this.#turn) this.#put(this.#goal());
  }

  /** Returns whether the picture has changed. */
  update(seconds) {
    if (this.#held) return this.#controls.update();
    if (this.#turn) return this.#step(seconds);
    if (!this.sways) return false;
    this.#swayed += seconds;
    this.#put(this.#goal());
    return true;
  }

  #step(seconds) {
    const {target, place} = this.#turn;
    const part = (this.#turn.done = Math.min(this.#turn.done + seconds / TURN_S, 1));
    const eased = MathUtils.smootherstep(part, 0, 1), goal = this.#goal();
    this.#put({
      target: goal.target.lerpVectors(target, goal.target, eased),
      place: new Spherical(...['radius', 'phi', 'theta'].map((key) => MathUtils.lerp(place[key], goal.place[key], eased))),
    });
    if (part === 1) this.#turn = null;
    return true;
  }

  #goal() {
    const {from, to, span} = VIEWS[this.name];
    const target = new Vector3(...to);
    const place = new Spherical().setFromVector3(new Vector3(...from).sub(target));
    const [width, height] = this.size ?? [16, 9];
    const half = Math.tan(MathUtils.degToRad(FIELD_OF_VIEW / 2)); // of the picture's height, at one metre
    const free = this.size ? 1 - this.#covered / height : 1;
    place.radius = Math.max(span[1] / (2 * half * free), span[0] / (2 * half * (width / height)));
    place.theta += SWAY.angle * Math.sin((2 * Math.PI * this.#swayed) / SWAY.seconds);
    return {target, place};
  }

  #place() { return new Spherical().setFromVector3(this.camera.position.clone().sub(this.#controls.target)); }

  #put({target, place}) {
    this.#controls.target.copy(target);
    this.camera.position.setFromSpherical(place).add(target);
    this.camera.lookAt(target);
    this.#controls.maxDistance = Math.max(9, place.radius * 1.2);
  }
}
