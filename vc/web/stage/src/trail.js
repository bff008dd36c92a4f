/** A fading ribbon where the tip of the baton has been: a function of time, not of the frames that happened to be drawn. */
import {BufferAttribute, BufferGeometry, DoubleSide, Mesh, MeshBasicMaterial, Vector3} from 'three';

const RATE = 60; // places a second
const SECONDS = 0.55;
const POINTS = Math.round(SECONDS * RATE) + 2; // those on the grid, and the tip itself
const WIDTH_M = 0.013;
const GLOW = [2.6, 1.75, 0.66]; // linear light, brighter than a lit wall: gold on velvet

export class Trail {
  on = true;
  allowed = true;
  #figure;
  #known; // places on the grid of times, NaN where nobody has asked yet
  #geometry = new BufferGeometry();
  #places = Array.from({length: POINTS}, () => new Vector3());

  constructor(figure) {
    this.#figure = figure;
    this.#known = new Float32Array(3 * (Math.ceil(figure.seconds * RATE) + 1)).fill(NaN);
    this.#geometry.setAttribute('position', new BufferAttribute(new Float32Array(POINTS * 6), 3));
    this.#geometry.setAttribute('color', new BufferAttribute(new Float32Array(POINTS * 8), 4));
    const corners = [];
    for (let i = 0; i + 1 < POINTS; i++) corners.push(2 * i, 2 * i + 1, 2 * i + 2, 2 * i + 2, 2 * i + 1, 2 * i + 3);
    this.#geometry.setIndex(corners);
    this.object = new Mesh(this.#geometry, new MeshBasicMaterial({
      vertexColors: true, transparent: true, depthWrite: false, side: DoubleSide,
    }));
    this.object.frustumCulled = false;
  }

  /** Leaves the figure posed at `time`. */
  update(time, camera) {
    this.object.visible = this.on && this.allowed && this.#figure.hasBaton;
    if (!this.object.visible) return;
    const last = Math.min(Math.floor(time * RATE), this.#known.length / 3 - 1);
    for (let i = 1; i < POINTS; i++) this.#at(Math.max(last - i + 1, 0), this.#places[i]);
    this.#figure.tipAt(time, this.#places[0]);
    this.#draw(time, last, camera.position);
  }

  #at(number, place) {
    if (Number.isNaN(this.#known[3 * number])) this.#figure.tipAt(number / RATE, place).toArray(this.#known, 3 * number);
    return place.fromArray(this.#known, 3 * number);
  }

  #draw(time, last, eye) {
    const {position, color} = this.#geometry.attributes;
    const along = new Vector3(), across = new Vector3();
    for (let i = 0; i < POINTS; i++) {
      const place = this.#places[i];
      along.subVectors(this.#places[Math.max(i - 1, 0)], this.#places[Math.min(i + 1, POINTS - 1)]);
      const metres = along.length();
      across.subVectors(eye, place).cross(along).normalize();
      const age = i ? (time - (last - i + 1) / RATE) / SECONDS : 0;
      const young = Math.max(1 - age, 0);
      across.multiplyScalar(WIDTH_M * (0.25 + 0.75 * young) * 0.5);
      const light = 0.85 * young ** 1.5 * Math.min(metres / 0.03, 1); // a tip at rest leaves no blot
      for (const side of [0, 1]) {
        const sign = 1 - 2 * side;
        position.setXYZ(2 * i + side, place.x + sign * across.x, place.y + sign * across.y, place.z + sign * across.z);
        color.setXYZW(2 * i + side, ...GLOW, light);
      }
    }
    position.needsUpdate = color.needsUpdate = true;
  }
}
