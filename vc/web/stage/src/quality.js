/** Steps down, never up, when frames take too long: a stutter that comes back would be worse than a plainer picture. */
const SLOW_MS = 36; // below 28 frames a second
const CRAWLING_MS = 75; // steps of a hair would not mend that
const WINDOW_MS = 1500;
const SETTLE_MS = 600; // after a step shaders are compiled anew

export const LEVELS = [
  {name: 'full', shadows: true, pixels: 2, trail: true, shiny: true},
  {name: 'plain', shadows: false, pixels: 1, trail: true, shiny: true},
  {name: 'lite', shadows: false, pixels: 0.6, trail: false, shiny: false},
  {name: 'least', shadows: false, pixels: 0.4, trail: false, shiny: false},
];

export const LITE = LEVELS.findIndex(({name}) => name === 'lite');

export class Quality {
  level;
  #apply;
  #frames = [];
  #waited = 0;

  constructor(level, apply) {
    this.level = level;
    this.#apply = apply;
    apply(LEVELS[level]);
  }

  get name() { return LEVELS[this.level].name; }

  /** ms: from the frame before to this one, both drawn. */
  frame(ms) {
    if (this.level === LEVELS.length - 1) return;
    this.#waited += ms;
    if (this.#waited < SETTLE_MS) return;
    this.#frames.push(ms);
    if (this.#waited < SETTLE_MS + WINDOW_MS || this.#frames.length < 2) return;
    const median = this.#frames.sort((a, b) => a - b)[(this.#frames.length - 1) >> 1]; // of two the better
    this.#frames = [];
    this.#waited = SETTLE_MS;
    if (median <= (this.level < LITE ? SLOW_MS : CRAWLING_MS)) return; // a blurred picture is no bargain either
    this.level = this.level < LITE && median > CRAWLING_MS ? LITE : this.level + 1;
    this.#waited = 0;
    this.#apply(LEVELS[this.level]);
  }
}

/** The processor draws in the graphics chip's place. */
export function isSoftware(gl) {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return /swiftshader|llvmpipe|softpipe|basic render/i.test(info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : '');
}
