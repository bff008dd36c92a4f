/**
 * The hall: velvet curtain with a gold hem and swags, a lacquered floor of planks, a beam of light with dust in it. The
 * light on curtain and floor never changes, so formulas bake it into textures once; the numbers are those of the
 * package's video renderer (vc/render/avatar/stage.py), so that both show one hall. Metres, light linear.
 */
import {
  AdditiveBlending, BackSide, BufferAttribute, BufferGeometry, Color, DirectionalLight, DoubleSide, Group,
  HemisphereLight, LinearFilter, LinearMipmapLinearFilter, Mesh, MeshBasicMaterial, OrthographicCamera, PCFShadowMap,
  PMREMGenerator, PlaneGeometry, Points, SRGBColorSpace, Scene, ShaderMaterial, ShadowMaterial, SphereGeometry,
  Vector3, WebGLRenderTarget, CylinderGeometry,
} from 'three';

export const FLOOR_Y = -0.18; // the podium is a step high; its top, where the feet stand, is y = 0
const CURTAIN = {left: -6, bottom: FLOOR_Y, width: 12, height: 4.2, z: -2.4};
const FLOOR = {left: -4.5, back: -3, width: 9, depth: 7.5};
const KEY = new Vector3(-0.46, 0.72, 0.76).normalize(); // towards the key light

const VELVET = /* glsl */ `
vec2 fold(vec2 p) { // depth of the curtain's folds (-1.3 .. 1.3) and its slope along x
  float phase = 8.2 * p.x + 0.9 * sin(1.9 * p.x + 0.4) + 0.12 * sin(1.3 * p.y + 3.0 * p.x);
  float turn = 8.2 + 1.71 * cos(1.9 * p.x + 0.4) + 0.36 * cos(1.3 * p.y + 3.0 * p.x);
  return vec2(cos(phase) + 0.3 * cos(2.3 * phase + 1.0), -turn * (sin(phase) + 0.69 * sin(2.3 * phase + 1.0)));
}
vec3 lit(vec2 p) {
  float swing = p.x / 0.62;
  float arc = abs(swing - floor(swing + 0.5)) * 2.0; // 0 in the middle of a swag, 1 where two meet
  float edge = 2.40 + 0.17 * arc * arc;
  float light = 0.045 + 0.50 * exp(-p.x * p.x / 3.06 - (p.y - 1.30) * (p.y - 1.30) / 1.82);
  if (p.y > edge) {
    float rise = p.y - edge;
    float drape = sin(rise * 46.0 - 5.0 * arc * arc);
    float shadow = 0.35 + 0.65 * min(1.0, (1.25 - arc) * 1.1);
    if (rise < 0.030) return vec3(0.62, 0.37, 0.10) * light * shadow * (0.9 + 0.5 * sin(p.x * 260.0));
    return vec3(0.36, 0.030, 0.034) * (light + 0.06) * shadow * (0.62 + 0.30 * drape) * exp(-0.9 * rise);
  }
  vec2 f = fold(p);
  float slope = f.y * 0.085;
  float flatness = inversesqrt(1.0 + slope * slope);
  float hollow = 0.22 + 0.78 * pow(max(f.x + 1.3, 0.0) / 2.6, 1.3);
  float bloom = (1.0 - flatness) * (1.0 - flatness) * 0.55; // velvet shines where it turns away
  float glow = light * hollow * (0.16 + 0.72 * max(0.0, flatness * (0.80 - 0.42 * slope)) + bloom);
  if (p.y > edge - 0.10) glow *= 0.55 + 0.45 * (edge - p.y) / 0.10; // the swags' shade
  float above = p.y - (${FLOOR_Y.toFixed(2)});
  if (above > 0.05 && above < 0.10) return vec3(1.5, 0.88, 0.24) * glow;
  if (above <= 0.05) return vec3(1.15, 0.62, 0.16) * glow * (0.75 + 0.35 * sin(p.x * 420.0));
  return vec3(0.74, 0.046, 0.058) * glow;
}
vec4 colour(vec2 p) { return vec4(lit(p), 1.0); }`;

const PLANKS = /* glsl */ `
float chance(float n, float scale) { return fract(abs(sin(n) * scale)); }
vec4 colour(vec2 p) { // p: x, z; alpha: the key light's part, which the shadow takes away
  float number = floor(p.x / 0.145);
  float luck = chance(mod(number * 91.7, 6.2831853), 43758.5);
  float along = p.y / 1.9 + luck * 7.0;
  float butt = abs(along - floor(along + 0.5)) * 1.9;
  float seam = abs(p.x / 0.145 - floor(p.x / 0.145 + 0.5)) * 0.145;
  float gap = min(1.0, min(seam, butt) / 0.0035);
  float piece = chance(number * 17.3 + floor(along + 0.5) * 7.9, 1753.1);
  float rings = sin(p.y * 9.0 + luck * 50.0 + 5.0 * sin(p.x * 34.0 + luck * 9.0) + 1.5 * sin(p.y * 2.3));
  float grain = (0.80 + 0.34 * piece + 0.05 * rings + 0.03 * sin(p.x * 900.0 + p.y * 8.0)) * (0.45 + 0.55 * gap);
  float pool = exp(-(p.x - 0.15) * (p.x - 0.15) / 2.56 - (p.y - 0.25) * (p.y - 0.25) / 2.56);
  vec2 beside = max(abs(p) - vec2(0.60, 0.50), 0.0);
  float hidden = 1.0 - 0.6 * exp(-dot(beside, beside) / 0.010);
  float rest = 0.14 * (0.6 + pool) * hidden * exp(-0.15 * max(p.y, 0.0) * max(p.y, 0.0)), key = 0.95 * pool;
  return vec4(vec3(0.33, 0.150, 0.058) * (rest + key) * grain, key / (rest + key));
}`;

const HOUSE = /* glsl */ `
float sharp(float c) { return c / (24.0 - 24.0 * c + c); } // about c ** 24 (Schlick 1994)
vec3 house(vec3 d) { // light of the hall from a direction: dark house, soft box, two strips, floor
  float up = 0.5 * (d.y + 1.0);
  float base = 0.05 + 0.17 * up * up;
  float box = 1.6 * sharp(clamp(dot(d, vec3(-0.42, 0.60, 0.68)), 0.0, 1.0));
  float behind = 0.28 * d.y - 0.45 * d.z;
  float cool = 0.7 * sharp(clamp(0.85 * d.x + behind, 0.0, 1.0));
  float warm = 0.8 * sharp(clamp(-0.85 * d.x + behind, 0.0, 1.0));
  return vec3(base + box + 0.85 * cool + 1.1 * warm, base * 0.9 + box * 0.92 + 0.9 * cool + 0.8 * warm,
              base + box * 0.8 + cool + 0.5 * warm) + max(0.0, -d.y) * vec3(0.12, 0.06, 0.03);
}`;

/** A texture of what `colour` says about the rectangle of `at` (left, start, width, height); four samples a texel. */
function bake(renderer, code, at, [width, height], sharpness) {
  const target = new WebGLRenderTarget(width, height, {
    colorSpace: SRGBColorSpace, generateMipmaps: true, minFilter: LinearMipmapLinearFilter, magFilter: LinearFilter,
    anisotropy: sharpness, depthBuffer: false,
  });
  const material = new ShaderMaterial({
    vertexShader: 'varying vec2 at; void main() { at = uv; gl_Position = vec4(position.xy, 0.0, 1.0); }',
    fragmentShader: `varying vec2 at; ${code}
      void main() {
        vec2 size = vec2(${at.width.toFixed(3)}, ${at.height.toFixed(3)});
        vec2 p = vec2(${at.left.toFixed(3)}, ${at.start.toFixed(3)}) + at * size, s = 0.25 * size / vec2(${width}.0, ${height}.0);
        gl_FragColor = 0.25 * (colour(p + s) + colour(p - s) + colour(p + s * vec2(1, -1)) + colour(p + s * vec2(-1, 1)));
      }`,
    depthTest: false, depthWrite: false,
  });
  const quad = new Mesh(new PlaneGeometry(2, 2), material);
  quad.frustumCulled = false;
  renderer.setRenderTarget(target);
  renderer.render(new Scene().add(quad), new OrthographicCamera());
  renderer.setRenderTarget(null);
  material.dispose();
  quad.geometry.dispose();
  return target.texture;
}

function makeCurtain(texture) {
  const {left, bottom, width, height, z} = CURTAIN;
  const geometry = new PlaneGeometry(width, height, 600, 4).translate(left + width / 2, bottom + height / 2, 0);
  const places = geometry.attributes.position;
  for (let i = 0; i < places.count; i++) {
    const x = places.getX(i), y = places.getY(i);
    const phase = 8.2 * x + 0.9 * Math.sin(1.9 * x + 0.4) + 0.12 * Math.sin(1.3 * y + 3 * x);
    const round = Math.max(Math.abs(x) - 2.6, 0); // the curtain comes forward at the sides
    places.setXYZ(i, x - 0.02 * Math.sign(x) * round ** 3, y, z + 0.055 * Math.cos(phase) + 0.19 * round * round);
  }
  return new Mesh(geometry, new MeshBasicMaterial({map: texture, side: DoubleSide}));
}

function makeFloor(texture, curtain) {
  const {left, back, width, depth} = FLOOR;
  const geometry = new PlaneGeometry(16, 12).rotateX(-Math.PI / 2).translate(0, FLOOR_Y, 1);
  const material = new ShadowMaterial({transparent: false});
  material.onBeforeCompile = (shader) => {
    shader.uniforms.planks = {value: texture};
    shader.uniforms.curtain = {value: curtain};
    shader.vertexShader = shader.vertexShader
      .replace('void main() {', 'varying vec3 place;\nvoid main() {\nplace = (modelMatrix * vec4(position, 1.0)).xyz;');
    shader.fragmentShader = shader.fragmentShader
      .replace('void main() {', 'uniform sampler2D planks, curtain;\nvarying vec3 place;\nvoid main() {')
      .replace(/gl_FragColor = .*;/, /* glsl */ `
        vec4 wood = texture2D(planks, (place.xz - vec2(${left.toFixed(2)}, ${back.toFixed(2)})) / vec2(${width.toFixed(2)}, ${depth.toFixed(2)}));
        vec3 ray = normalize(place - cameraPosition);
        float mirror = 0.03 + 0.5 * pow(1.0 + ray.y, 5.0); // lacquer, more so at a flat angle
        float back = ray.z < -0.01 ? (${CURTAIN.z.toFixed(2)} - place.z) / ray.z : 1e3;
        vec2 hit = vec2(place.x + back * ray.x, ${FLOOR_Y.toFixed(2)} - back * ray.y);
        vec2 seen = (hit - vec2(${CURTAIN.left.toFixed(2)}, ${CURTAIN.bottom.toFixed(2)})) / vec2(${CURTAIN.width.toFixed(2)}, ${CURTAIN.height.toFixed(2)});
        vec3 velvet = texture2D(curtain, clamp(seen, 0.0, 1.0), 2.5).rgb;
        gl_FragColor = vec4(wood.rgb * (1.0 - wood.a * (1.0 - getShadowMask())) + mirror * velvet, 1.0);`);
  };
  const floor = new Mesh(geometry, material);
  floor.receiveShadow = true;
  return floor;
}

/** A spotlight's beam from above, and dust that drifts through it. */
function makeAir() {
  const uniforms = {time: {value: 0}};
  const beam = new Mesh(
    new CylinderGeometry(0.22, 1.25, 4.4, 48, 1, true),
    new ShaderMaterial({
      transparent: true, depthWrite: false, blending: AdditiveBlending, side: DoubleSide,
      vertexShader: `varying vec3 n, v; varying float h;
        void main() { h = uv.y; vec4 p = modelViewMatrix * vec4(position, 1.0); n = normalMatrix * normal; v = -p.xyz;
          gl_Position = projectionMatrix * p; }`,
      fragmentShader: `varying vec3 n, v; varying float h;
        void main() { float edge = abs(dot(normalize(n), normalize(v)));
          gl_FragColor = vec4(vec3(1.0, 0.80, 0.52) * 0.085 * edge * edge * edge * smoothstep(0.0, 0.75, h), 1.0); }`,
    }),
  );
  beam.position.set(-0.75, 2.35, -0.55);
  beam.rotation.set(0.24, 0, -0.34);
  const count = 90, seeds = new Float32Array(count * 3);
  for (let i = 0; i < seeds.length; i++) seeds[i] = Math.abs(Math.sin(i * 12.9898) * 43758.5453) % 1;
  const geometry = new BufferGeometry().setAttribute('position', new BufferAttribute(seeds, 3));
  const dust = new Points(geometry, new ShaderMaterial({
    uniforms, transparent: true, depthWrite: false, blending: AdditiveBlending,
    vertexShader: `uniform float time; varying float glow;
      void main() {
        vec3 p = vec3(position.x * 3.4 - 1.7, 0.1 + fract(position.y + time * (0.006 + 0.006 * position.z)) * 2.3, position.z * 2.6 - 1.9);
        p.x += 0.12 * sin(time * 0.23 + position.z * 40.0); p.z += 0.10 * sin(time * 0.19 + position.y * 50.0);
        glow = (0.5 + 0.5 * sin(time * 0.7 + position.x * 60.0)) * exp(-p.x * p.x * 0.7);
        vec4 q = modelViewMatrix * vec4(p, 1.0); gl_Position = projectionMatrix * q;
        gl_PointSize = (9.0 + 9.0 * position.x) / -q.z;
      }`,
    fragmentShader: `varying float glow;
      void main() { float r = length(gl_PointCoord - 0.5); if (r > 0.5) discard;
        gl_FragColor = vec4(vec3(1.0, 0.82, 0.55) * 0.20 * glow * (1.0 - 2.0 * r), 1.0); }`,
  }));
  dust.frustumCulled = false;
  const air = new Group().add(beam, dust);
  air.userData.time = uniforms.time;
  return air;
}

function makeLamp(direction, colour, power) {
  const lamp = new DirectionalLight(colour, power);
  lamp.position.copy(direction).multiplyScalar(4).add(new Vector3(0, 1, 0));
  lamp.target.position.set(0, 1, 0);
  return lamp;
}

function makeKey() {
  const key = makeLamp(KEY, new Color(1, 0.845, 0.655), 4.2);
  key.castShadow = true;
  key.shadow.mapSize.set(2048, 2048);
  Object.assign(key.shadow.camera, {left: -1.7, right: 1.7, top: 1.7, bottom: -1.7, near: 0.5, far: 8});
  key.shadow.normalBias = 0.012;
  key.shadow.bias = -0.0004;
  key.shadow.radius = 4;
  return key;
}

function reflections(renderer) {
  const dome = new Mesh(new SphereGeometry(10, 32, 16), new ShaderMaterial({
    side: BackSide,
    vertexShader: 'varying vec3 d; void main() { d = position; gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0); }',
    fragmentShader: `varying vec3 d; ${HOUSE} void main() { gl_FragColor = vec4(house(normalize(d)), 1.0); }`,
  }));
  const maker = new PMREMGenerator(renderer);
  const texture = maker.fromScene(new Scene().add(dome), 0, 0.1, 50).texture;
  maker.dispose();
  return texture;
}

export class Hall {
  scene = new Scene();
  #renderer;
  #key = makeKey();
  #soft = new HemisphereLight(0xfff0e0, 0x54281c, 0);
  #air = makeAir();

  /** small: half the texels; sharpness: of slanted surfaces, 1 to 16 */
  constructor(renderer, {small, sharpness}) {
    this.#renderer = renderer;
    this.scene.background = new Color(0x060102);
    const velvet = bake(renderer, VELVET, {...CURTAIN, start: CURTAIN.bottom}, small ? [2048, 512] : [4096, 1024], sharpness);
    const planks = bake(
      renderer, PLANKS, {...FLOOR, start: FLOOR.back, height: FLOOR.depth}, small ? [1024, 1024] : [2048, 2048], sharpness,
    );
    renderer.shadowMap.type = PCFShadowMap; // soft since three r182
    this.scene.add(makeCurtain(velvet), makeFloor(planks, velvet), this.#air, this.#soft, this.#key, this.#key.target);
    for (const [x, y, z, r, g, b, power] of [
      [0.80, 0.22, 0.70, 0.89, 0.87, 1, 0.7], [0.82, 0.50, -0.62, 0.85, 0.87, 1, 3.4], [-0.88, 0.46, -0.58, 1, 0.72, 0.45, 3.9],
    ]) {
      const lamp = makeLamp(new Vector3(x, y, z).normalize(), new Color(r, g, b), power);
      this.scene.add(lamp, lamp.target);
    }
  }

  apply({shadows, shiny}) {
    this.#renderer.shadowMap.enabled = this.#key.castShadow = shadows;
    this.#air.visible = shiny;
    this.#soft.intensity = shiny ? 0 : 1.1;
    if (shiny && !this.scene.environment) this.scene.environment = reflections(this.#renderer);
    if (!shiny) this.scene.environment = null;
    this.scene.environmentIntensity = 0.75;
  }

  drift(seconds) { this.#air.userData.time.value = seconds; }
}
