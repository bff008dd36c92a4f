/** The conductor and what stands around it, from a .glb of the package's exporter, posed for any moment. */
import {AnimationMixer, LoopOnce, MeshLambertMaterial, Vector3} from 'three';
import {GLTFLoader} from 'three/examples/jsm/loaders/GLTFLoader.js';

export async function loadFigure(url, onProgress) {
  const loaded = await new GLTFLoader().loadAsync(url, ({loaded, total}) => total && onProgress(loaded / total));
  if (!loaded.animations.length) throw new Error('the file holds no motion');
  return new Figure(loaded);
}

class Figure {
  #mixer;
  #action;
  #shiny = new Map(); // mesh -> its material as it came
  #baton;
  #tip;

  constructor({scene, animations: [clip]}) {
    this.object = scene;
    this.seconds = clip.duration;
    this.#mixer = new AnimationMixer(scene);
    this.#action = this.#mixer.clipAction(clip).setLoop(LoopOnce).play();
    scene.traverse((node) => {
      if (!node.isMesh) return;
      node.castShadow = node.receiveShadow = true;
      node.frustumCulled = false; // bounds are those of the rest pose
      this.#shiny.set(node, node.material);
    });
    [this.#baton, this.#tip] = findTip(scene);
  }

  get hasBaton() { return Boolean(this.#baton); }

  /** seconds: from the motion's first pose; before and after it the figure holds still. */
  pose(seconds) {
    this.#action.time = Math.min(Math.max(seconds, 0), this.seconds);
    this.#mixer.update(0);
  }

  /** Where the tip of the baton is at that moment; leaves the figure posed there. */
  tipAt(seconds, place = new Vector3()) {
    this.pose(seconds);
    this.#baton.updateWorldMatrix(true, false);
    return place.copy(this.#tip).applyMatrix4(this.#baton.matrixWorld);
  }

  apply({shiny}) {
    const plain = new Map();
    for (const [mesh, material] of this.#shiny) {
      if (!shiny && !plain.has(material)) {
        const {color, vertexColors, side, name, map, emissive, emissiveMap, alphaTest} = material;
        const look = {color, vertexColors, side, name, map, emissive, emissiveMap, alphaTest};
        plain.set(material, new MeshLambertMaterial(look));
      }
      mesh.material = shiny ? material : plain.get(material);
    }
  }
}

/** The bone named "baton", and of the vertices that follow it the farthest, in the bone's own frame. */
function findTip(scene) {
  let bone, best = 0;
  const tip = new Vector3(), at = new Vector3();
  scene.traverse((mesh) => {
    if (!mesh.isSkinnedMesh) return;
    const number = mesh.skeleton.bones.findIndex(({name}) => name === 'baton');
    if (number < 0) return;
    const {position, skinIndex, skinWeight} = mesh.geometry.attributes;
    for (let i = 0; i < position.count; i++) {
      if (skinIndex.getX(i) !== number || skinWeight.getX(i) < 0.9) continue;
      at.fromBufferAttribute(position, i).applyMatrix4(mesh.bindMatrix).applyMatrix4(mesh.skeleton.boneInverses[number]);
      if (at.length() > best) {
        best = at.length();
        bone = mesh.skeleton.bones[number];
        tip.copy(at);
      }
    }
  });
  return [bone, tip];
}
