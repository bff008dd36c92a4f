/** The drawn conductor on a canvas: the same figure and colours as vc/render/skeleton.py, in fewer strokes. */
const NOSE = 0, LEFT_EAR = 3, RIGHT_EAR = 4, LEFT_ARM = [5, 7, 9], RIGHT_ARM = [6, 8, 10], HIPS = [11, 12];
const TRACE_S = 0.6, HORIZON = 0.87;
const ZOOM = 1.22, MIDDLE = 0.49; // no body fills the square stage: what is around it is cut off
const DARK = {
  top: '#0d0c20', bottom: '#2e1a42', floor: '#181022', halo: '132,86,178', light: '255,214,170', coat: '#26284c',
  coatLight: '#7a80b2', shirt: '#f0eade', hair: '#3a2a3e', skin: '#f4d6b8', skinShade: '#cea082', left: '46,196,208',
  leftLight: '#aaf6f6', right: '250,160,50', rightLight: '#ffe2a0', baton: '255,250,238',
};
const LIGHT = {
  top: '#faf7f0', bottom: '#ece2d4', floor: '#d8c8b6', halo: '255,255,255', light: '255,244,214', coat: '#2c304a',
  coatLight: '#626a92', shirt: '#fcfaf6', hair: '#40363e', skin: '#f0caaa', skinShade: '#cc9676', left: '10,138,158',
  leftLight: '#6ed0d8', right: '226,104,28', rightLight: '#ffb66e', baton: '168,100,44',
};

/** The poses of a take, as vc/web/preview.py packs them. */
class Poses {
  static async fetch(file) {
    const answer = await fetch(address(file));
    if (!answer.ok) throw new Error(`the motion is not there any more (${answer.status})`);
    return new Poses(await answer.arrayBuffer());
  }

  constructor(buffer) {
    const end = new Uint8Array(buffer).indexOf(10);
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 0, end)));
    Object.assign(this, head);
    this.values = new Int16Array(buffer.slice(end + 1));
    if (this.values.length !== head.poses * head.joints * 2) throw new Error('the motion came incomplete');
    this.unit = this.#shoulders();
  }

  /** [x, y] in stage widths at any moment, between two poses if need be. */
  at(seconds, joint) {
    const place = Math.min(Math.max(seconds * this.rate, 0), this.poses - 1);
    const first = Math.floor(place), next = Math.min(first + 1, this.poses - 1), share = place - first;
    const a = (first * this.joints + joint) * 2, b = (next * this.joints + joint) * 2, values = this.values;
    return [
      (values[a] + (values[b] - values[a]) * share) / this.steps,
      (values[a + 1] + (values[b + 1] - values[a + 1]) * share) / this.steps,
    ];
  }

  /** The width of the shoulders over the whole motion; a turned body looks narrower, hence no plain median. */
  #shoulders() {
    const widths = [];
    for (let k = 0; k < 60; k++) {
      const t = (k / 60) * this.poses / this.rate, [ax, ay] = this.at(t, 5), [bx, by] = this.at(t, 6);
      widths.push(Math.hypot(ax - bx, ay - by));
    }
    return Math.min(Math.max(widths.sort((a, b) => a - b)[45], 0.05), 0.6);
  }
}

/** The newest beat at a moment: {since: seconds, place, metre}, or null before the first. */
function beatAt(beats, seconds) {
  let low = 0, high = beats.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (beats[middle][0] <= seconds + 1e-3) low = middle + 1; else high = middle;
  }
  if (!low) return null;
  const [at, place, metre] = beats[low - 1];
  return {since: seconds - at, place, metre};
}

const mix = (a, b, share) => [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];

function atMost([x, y], length) {
  const share = Math.min(1, length / Math.max(Math.hypot(x, y), 1e-6));
  return [x * share, y * share];
}

class Figure {
  #backdrop = null;
  #key = '';

  constructor(canvas) { this.canvas = canvas; this.pen = canvas.getContext('2d'); }

  /** Fit the canvas to its place on the page; true if it is visible. */
  fit() {
    const {clientWidth: width, clientHeight: height} = this.canvas, fine = Math.min(devicePixelRatio || 1, 2);
    if (!width || !height) return false;
    const [w, h] = [Math.round(width * fine), Math.round(height * fine)];
    if (this.canvas.width !== w || this.canvas.height !== h) [this.canvas.width, this.canvas.height] = [w, h];
    return true;
  }

  draw(poses, seconds, {dark, flash}) {
    if (!this.fit()) return;
    const {width, height} = this.canvas, pen = this.pen, colours = dark ? DARK : LIGHT;
    const side = ZOOM * Math.min(width, height), left = (width - side) / 2, top = height / 2 - MIDDLE * side;
    const unit = poses.unit * side;
    const see = ([x, y]) => [left + x * side, top + y * side];
    const joint = (number, when = seconds) => see(poses.at(when, number));
    this.#room(colours, dark, flash);
    pen.lineCap = pen.lineJoin = 'round';
    this.#body(joint, unit, colours);
    this.#head(joint, unit, colours);
    for (const [arm, rgb, light, holds] of [
      [LEFT_ARM, colours.left, colours.leftLight, false], [RIGHT_ARM, colours.right, colours.rightLight, true],
    ]) {
      this.#trace((when) => this.#hand(joint, arm, unit, when), seconds, unit, rgb, 0.07);
      if (holds) this.#trace((when) => this.#tip(joint, unit, when), seconds, unit, colours.baton, 0.022);
    }
    this.#arm(joint, LEFT_ARM, unit, `rgb(${colours.left})`, colours.leftLight, seconds, colours);
    this.#line([this.#hand(joint, RIGHT_ARM, unit, seconds), this.#tip(joint, unit, seconds)], 0.034 * unit,
      `rgb(${colours.baton})`);
    this.#arm(joint, RIGHT_ARM, unit, `rgb(${colours.right})`, colours.rightLight, seconds, colours);
  }

  /** Wall, light and floor, painted once for a size; on a beat the pool of light swells. */
  #room(colours, dark, flash) {
    const {width, height} = this.canvas, key = `${width} ${height} ${dark}`;
    if (key !== this.#key) {
      this.#key = key;
      this.#backdrop = new OffscreenCanvas(width, height);
      const pen = this.#backdrop.getContext('2d'), floor = HORIZON * height;
      const wall = pen.createLinearGradient(0, 0, 0, floor);
      wall.addColorStop(0, colours.top);
      wall.addColorStop(1, colours.bottom);
      pen.fillStyle = wall;
      pen.fillRect(0, 0, width, height);
      const halo = pen.createRadialGradient(width / 2, 0.45 * height, 0, width / 2, 0.45 * height, 0.6 * height);
      halo.addColorStop(0, `rgba(${colours.halo},${dark ? 0.5 : 0.8})`);
      halo.addColorStop(1, `rgba(${colours.halo},0)`);
      pen.fillStyle = halo;
      pen.fillRect(0, 0, width, height);
      pen.fillStyle = colours.floor;
      pen.fillRect(0, floor, width, height - floor);
    }
    this.pen.drawImage(this.#backdrop, 0, 0);
    this.#pool(colours, dark, flash);
  }

  #pool(colours, dark, flash) {
    const {width, height} = this.canvas, pen = this.pen;
    pen.save();
    pen.translate(width / 2, 0.955 * height);
    pen.scale(1, 0.16);
    const reach = height * (0.42 + 0.1 * flash), pool = pen.createRadialGradient(0, 0, 0, 0, 0, reach);
    pool.addColorStop(0, `rgba(${colours.light},${(dark ? 0.3 : 0.6) + 0.4 * flash})`);
    pool.addColorStop(1, `rgba(${colours.light},0)`);
    pen.fillStyle = pool;
    pen.beginPath();
    pen.arc(0, 0, reach, 0, 7);
    pen.fill();
    pen.restore();
  }

  #body(joint, unit, colours) {
    const pen = this.pen, [left, right] = [joint(5), joint(6)], [leftHip, rightHip] = HIPS.map((hip) => joint(hip));
    const neck = mix(left, right, 0.5), waist = mix(leftHip, rightHip, 0.5);
    const spine = [waist[0] - neck[0], waist[1] - neck[1]];
    const legs = pen.createLinearGradient(0, waist[1], 0, waist[1] + 0.95 * spine[1]);
    legs.addColorStop(0, colours.coat);
    legs.addColorStop(1, 'rgba(0,0,0,0)');
    for (const hip of [leftHip, rightHip]) {
      const thigh = mix(waist, hip, 0.72);
      this.#line([thigh, [thigh[0] + 0.95 * spine[0], thigh[1] + 0.95 * spine[1]]], 0.25 * unit, legs);
    }
    pen.beginPath();
    pen.moveTo(...left);
    for (const corner of [right, mix(waist, rightHip, 0.88), mix(waist, leftHip, 0.88)]) pen.lineTo(...corner);
    pen.closePath();
    pen.lineWidth = 0.25 * unit;
    pen.strokeStyle = pen.fillStyle = colours.coat;
    pen.stroke();
    pen.fill();
    const chest = mix(neck, waist, 0.6), across = atMost([left[0] - right[0], left[1] - right[1]], 0.17 * unit);
    pen.beginPath();
    pen.moveTo(neck[0] - across[0], neck[1] - across[1] - 0.06 * unit);
    pen.lineTo(neck[0] + across[0], neck[1] + across[1] - 0.06 * unit);
    pen.lineTo(...chest);
    pen.closePath();
    pen.fillStyle = colours.shirt;
    pen.fill();
    pen.lineWidth = 0.05 * unit;
    pen.strokeStyle = colours.coatLight;
    pen.beginPath();
    pen.moveTo(neck[0] - across[0], neck[1] - across[1]);
    pen.lineTo(...chest);
    pen.lineTo(neck[0] + across[0], neck[1] + across[1]);
    pen.stroke();
  }

  #head(joint, unit, colours) {
    const [left, right, nose] = [joint(LEFT_EAR), joint(RIGHT_EAR), joint(NOSE)], middle = mix(left, right, 0.5);
    const neck = mix(joint(5), joint(6), 0.5), look = atMost([nose[0] - middle[0], nose[1] - middle[1]], 0.3 * unit);
    const face = [middle[0] + 0.38 * look[0], middle[1] + 0.38 * look[1]];
    const tilt = Math.atan2(left[1] - right[1], left[0] - right[0]);
    this.#line([middle, neck], 0.24 * unit, colours.skinShade);
    this.#egg([middle[0], middle[1] - 0.05 * unit], 0.26 * unit, 0.31 * unit, tilt, colours.hair);
    this.#egg([face[0], face[1] + 0.06 * unit], 0.2 * unit, 0.26 * unit, tilt, colours.skin);
    const tip = [middle[0] + 0.95 * look[0], middle[1] + 0.95 * look[1]];
    this.#line([[tip[0], tip[1] - 0.1 * unit], tip], 0.05 * unit, colours.skinShade);
    for (const side of [-1, 1]) {
      this.#egg([face[0] + 0.25 * look[0] + side * 0.09 * unit * Math.cos(tilt),
        face[1] + 0.25 * look[1] + side * 0.09 * unit * Math.sin(tilt) - 0.04 * unit], 0.022 * unit, 0.03 * unit, tilt,
      colours.hair);
    }
    for (const side of [-1, 1]) {
      this.#line([[neck[0], neck[1] + 0.02 * unit], [neck[0] + side * 0.1 * unit, neck[1] + 0.02 * unit]], 0.08 * unit,
        colours.shirt);
    }
  }

  #hand(joint, [, elbow, wrist], unit, when) {
    const a = joint(elbow, when), b = joint(wrist, when), on = atMost([0.3 * (b[0] - a[0]), 0.3 * (b[1] - a[1])], 0.16 * unit);
    return [b[0] + on[0], b[1] + on[1]];
  }

  /** Of the baton: along the forearm, but raised, so that it keeps still when the forearm looks short. */
  #tip(joint, unit, when) {
    const a = joint(RIGHT_ARM[1], when), b = joint(RIGHT_ARM[2], when), hand = this.#hand(joint, RIGHT_ARM, unit, when);
    const x = b[0] - a[0] + 0.14 * unit, y = b[1] - a[1] - 0.8 * unit, length = Math.max(Math.hypot(x, y), 1e-6);
    return [hand[0] + (0.9 * unit * x) / length, hand[1] + (0.9 * unit * y) / length];
  }

  #trace(place, seconds, unit, rgb, width) {
    const pen = this.pen, pieces = 18;
    let before = place(seconds - TRACE_S);
    for (let k = 1; k <= pieces; k++) {
      const youth = (k / pieces) ** 1.3, next = place(seconds - TRACE_S * (1 - k / pieces));
      if (seconds - TRACE_S * (1 - k / pieces) > 0) this.#line([before, next], Math.max(2 * width * unit * youth, 0.5), `rgba(${rgb},${0.7 * youth})`, 'butt');
      before = next;
    }
    pen.lineCap = 'round';
  }

  #arm(joint, arm, unit, colour, light, seconds, colours) {
    const [shoulder, elbow, wrist] = arm.map((number) => joint(number, seconds));
    this.#line([shoulder, elbow], 0.25 * unit, colours.coat);
    const fade = this.pen.createLinearGradient(...shoulder, ...elbow);
    fade.addColorStop(0.05, 'rgba(0,0,0,0)');
    fade.addColorStop(0.9, colour);
    this.#line([shoulder, elbow], 0.23 * unit, fade);
    this.#line([elbow, wrist], 0.19 * unit, colour);
    this.#line([wrist, this.#hand(joint, arm, unit, seconds)], 0.16 * unit, light);
  }

  #line(points, width, style, cap = 'round') {
    const pen = this.pen;
    pen.lineCap = cap;
    pen.lineWidth = width;
    pen.strokeStyle = style;
    pen.beginPath();
    pen.moveTo(...points[0]);
    for (const point of points.slice(1)) pen.lineTo(...point);
    pen.stroke();
  }

  #egg([x, y], across, along, tilt, style) {
    this.pen.fillStyle = style;
    this.pen.beginPath();
    this.pen.ellipse(x, y, across, along, tilt, 0, 7);
    this.pen.fill();
  }
}
