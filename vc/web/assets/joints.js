/**
 * The joint editor: the photo, who was found in it, joints to be put where they are, and a circle around the head of whoever
 * has no human face. Its places are the photo's pixels.
 */
const SVG = 'http://www.w3.org/2000/svg';
const HANDLE = 7, FACE_HANDLE = 4, REACH_MOUSE = 16, REACH_TOUCH = 26; // px of the screen
const SETTLED = 250; // ms after the last arrow key
const MIDDLE = 'head_middle', RIM = 'head_rim'; // handles of the circle
const LEAST_RADIUS = 10;
const LIMBS = [
  ['left_shoulder', 'right_shoulder'], ['left_shoulder', 'left_elbow'], ['left_elbow', 'left_wrist'],
  ['right_shoulder', 'right_elbow'], ['right_elbow', 'right_wrist'], ['left_shoulder', 'left_hip'],
  ['right_shoulder', 'right_hip'], ['left_hip', 'right_hip'],
];
const FACE = ['nose', 'left_eye', 'right_eye', 'left_ear', 'right_ear'];
const inWords = (name) => (name[0].toUpperCase() + name.slice(1)).replace('_', ' ');

function draw(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function mountJoints(root, props, trigger, watch) {
  const notice = make('p', {class: 'notice', role: 'status'}, 'Choose a photo first.');
  const picture = draw('image', {x: 0, y: 0});
  const people = draw('g'), bones = draw('g', {class: 'bones'}), handles = draw('g'), circle = draw('circle', {class: 'around'});
  const sheet = draw('svg', {role: 'group', 'aria-label': 'The photo with the person’s joints'}, picture, people, bones, circle, handles);
  const frame = make('div', {class: 'frame', hidden: true}, sheet);
  const advice = make('ul', {class: 'advice', hidden: true});
  const reset = make('button', {type: 'button', 'data-do': 'reset', onclick: () => ask({do: 'reset'})}, 'As found');
  const without = make('button', {type: 'button', 'data-do': 'without', hidden: true, onclick: () => trigger('without', {})},
    'Go on without a photo');
  const mark = make('button', {type: 'button', 'data-do': 'head', hidden: true, onclick: () => ask({do: 'head', head: shown.value.circle})},
    'No human face: mark the head');
  const help = make('p', {class: 'help', hidden: true},
    'Drag a joint to where it really is; left and right are the person’s own. With the keyboard: Tab to a joint, arrow ' +
    'keys move it by 1 pixel, with Shift by 10. Whoever has no human face needs a circle around the head instead.');
  root.append(notice, frame, advice, make('div', {class: 'row'}, reset, mark, without), help);
  reset.hidden = true;

  const shown = root.shown = {value: null, places: {}};
  root.ask = ask;
  const marks = {}; // name -> the joint's <g>
  let waiting = 0, pending = {}, timer = 0, held = null, scale = 1;

  function take(text) {
    clearTimeout(waiting);
    waiting = 0;
    root.removeAttribute('aria-busy');
    if (!text) return;
    const value = JSON.parse(text), before = shown.value;
    notice.textContent = value.message;
    notice.classList.toggle('wrong', Boolean(value.wrong));
    notice.setAttribute('role', value.wrong ? 'alert' : 'status');
    frame.hidden = !value.picture;
    help.hidden = reset.hidden = !value.picture;
    mark.hidden = !value.picture || value.marked || !value.people.length;
    without.hidden = !value.picture || value.people.length > 0;
    shown.value = value;
    const who = value.people[value.person];
    showAdvice(who);
    if (!value.picture) return;
    const byCircle = value.marked || !who; // the same handles keep the keyboard's focus
    const other = !before || before.picture !== value.picture || before.person !== value.person || shown.byCircle !== byCircle;
    if (other || value.wrong) pending = {};
    shown.byCircle = byCircle;
    circle.classList.toggle('marked', Boolean(value.marked));
    shown.places = byCircle ? handlesOf(value.circle) : {...who.joints, ...value.moved};
    Object.assign(shown.places, pending);
    if (other) build(value, byCircle ? null : who);
    reset.disabled = !value.marked && !Object.keys(value.moved).length && !Object.keys(pending).length;
    place();
    if (!held) send();
  }

  const handlesOf = ([x, y, radius]) => ({[MIDDLE]: [x, y], [RIM]: [x + radius, y]});
  const titleOf = (name) => ({[MIDDLE]: 'Middle of the head', [RIM]: 'Edge of the head'})[name] ?? inWords(name);

  function showAdvice(who) {
    advice.replaceChildren(...(who ? who.advice : []).map((text) => make('li', {}, text)));
    advice.hidden = !advice.childElementCount;
  }

  function build(value, who) {
    const {width, height} = value;
    sheet.setAttribute('viewBox', `0 0 ${width} ${height}`);
    for (const [name, size] of [['width', width], ['height', height]]) picture.setAttribute(name, size);
    sheet.style.maxWidth = `calc(80vh * ${width / height})`; // all of it is in sight at once
    picture.setAttribute('href', address(value.picture));
    people.replaceChildren(...value.people.map((one, number) => outline(one, number, value)));
    for (const name of Object.keys(marks)) delete marks[name];
    bones.replaceChildren();
    handles.replaceChildren();
    if (who) bones.append(...LIMBS.map(() => draw('line')));
    for (const name of Object.keys(shown.places)) {
      const sure = !who || who.sure[name] ? '' : ' unsure';
      const handle = draw('g', {
        class: `joint ${FACE.includes(name) ? 'face' : name.split('_')[0]}${sure}`, tabindex: 0, role: 'button', 'data-joint': name,
      }, draw('circle', {class: 'hit'}), draw('circle', {class: 'dot'}), draw('title', {}, titleOf(name)));
      handle.addEventListener('keydown', (event) => onKey(event, name));
      handle.addEventListener('blur', () => send());
      marks[name] = handle;
      handles.append(handle);
    }
  }

  function outline(one, number, value) {
    const isChosen = number === value.person;
    const path = draw('path', {
      d: one.outline, class: isChosen ? 'person chosen' : 'person', 'fill-rule': 'evenodd', 'data-person': number,
    });
    if (isChosen) return path;
    path.setAttribute('tabindex', 0);
    path.setAttribute('role', 'button');
    path.setAttribute('aria-label', `Let person ${number + 1} conduct`);
    path.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      ask({do: 'person', person: number});
    });
    return path;
  }

  /** Everything that has a size on the screen rather than in the photo. */
  function place() {
    const {value, places} = shown;
    if (!value?.picture || !sheet.clientWidth) return;
    scale = value.width / sheet.clientWidth;
    sheet.style.setProperty('--px', `${scale}px`);
    LIMBS.forEach(([a, b], number) => {
      const line = bones.children[number];
      if (!line) return;
      const [[x1, y1], [x2, y2]] = [places[a], places[b]];
      for (const [key, at] of Object.entries({x1, y1, x2, y2})) line.setAttribute(key, at);
    });
    const [middle, rim] = [places[MIDDLE], places[RIM]];
    circle.toggleAttribute('hidden', !middle);
    if (middle) {
      for (const [key, at] of Object.entries({cx: middle[0], cy: middle[1], r: radiusOf(middle, rim)})) circle.setAttribute(key, at);
    }
    for (const [name, mark] of Object.entries(marks)) {
      const [x, y] = places[name], size = (FACE.includes(name) ? FACE_HANDLE : HANDLE) * scale;
      mark.setAttribute('transform', `translate(${x} ${y})`);
      mark.querySelector('.hit').setAttribute('r', REACH_TOUCH * 0.75 * scale);
      mark.querySelector('.dot').setAttribute('r', size);
      mark.setAttribute('aria-label', `${titleOf(name)}, ${Math.round(x)} across, ${Math.round(y)} down`);
    }
  }

  // ---- asking

  function ask(wish) {
    if (waiting) return;
    root.setAttribute('aria-busy', 'true');
    waiting = setTimeout(() => { waiting = 0; root.removeAttribute('aria-busy'); }, 15_000);
    trigger('ask', wish);
  }

  /** What was moved since the server last heard of it. */
  function send() {
    clearTimeout(timer);
    if (waiting || !Object.keys(pending).length) return;
    const joints = pending, [middle, rim] = [shown.places[MIDDLE], shown.places[RIM]];
    pending = {};
    ask(middle ? {do: 'head', head: [...middle, radiusOf(middle, rim)]} : {do: 'move', joints});
  }

  function move(name, [x, y]) {
    const {width, height} = shown.value, within = (at, most) => Math.round(Math.min(Math.max(at, 0), most) * 10) / 10;
    const before = shown.places[name], now = [within(x, width - 1), within(y, height - 1)];
    if (name === MIDDLE) { // the circle goes along
      const [rx, ry] = shown.places[RIM];
      shown.places[RIM] = pending[RIM] = [rx + now[0] - before[0], ry + now[1] - before[1]];
    }
    shown.places[name] = pending[name] = now;
    place();
  }

  const radiusOf = ([x, y], [rx, ry]) => Math.round(Math.max(Math.hypot(rx - x, ry - y), LEAST_RADIUS) * 10) / 10;

  // ---- mouse, touch, keys

  const toPhoto = (event) => {
    const box = sheet.getBoundingClientRect();
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  };

  function nearest([x, y], reach) {
    let best = null, least = reach * scale;
    for (const [name, [jx, jy]] of Object.entries(shown.places)) {
      const away = Math.hypot(jx - x, jy - y);
      if (marks[name] && away < least) [best, least] = [name, away];
    }
    return best;
  }

  sheet.addEventListener('pointerdown', (event) => {
    if (!shown.value?.picture || event.button) return;
    const at = toPhoto(event), name = nearest(at, event.pointerType === 'touch' ? REACH_TOUCH : REACH_MOUSE);
    if (!name) {
      const number = event.target.dataset?.person;
      if (shown.places[MIDDLE]) move(MIDDLE, at), send(); // a click puts the circle there
      else if (number !== undefined && Number(number) !== shown.value.person) ask({do: 'person', person: Number(number)});
      return;
    }
    event.preventDefault();
    const [x, y] = shown.places[name];
    held = {name, from: [x - at[0], y - at[1]], id: event.pointerId}; // it does not jump to the finger
    sheet.setPointerCapture(event.pointerId);
    marks[name].focus();
    marks[name].classList.add('held');
  });
  sheet.addEventListener('pointermove', (event) => {
    if (!held || event.pointerId !== held.id) return;
    const [x, y] = toPhoto(event);
    move(held.name, [x + held.from[0], y + held.from[1]]);
  });
  for (const kind of ['pointerup', 'pointercancel']) {
    sheet.addEventListener(kind, () => {
      if (!held) return;
      marks[held.name].classList.remove('held');
      held = null;
      send();
    });
  }

  function onKey(event, name) {
    const steps = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
    if (!steps || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const by = event.shiftKey ? 10 : 1, [x, y] = shown.places[name];
    move(name, [x + by * steps[0], y + by * steps[1]]);
    clearTimeout(timer);
    timer = setTimeout(send, SETTLED);
  }

  new ResizeObserver(place).observe(sheet);
  watch('value', () => take(props.value));
  take(props.value);
}
