/** Buttons, sliders and keys. They only ask the player and the stage; what they show comes back from there. */
const SKIP_S = 5;
const get = (id) => document.getElementById(id);

function clock(seconds) {
  const whole = Math.floor(seconds + 0.05); // 9.99 s of music are ten
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}


export class Controls {
  #player;
  #dragged = false;

  /** actions: {view(name), trail(on)} */
  constructor(player, actions) {
    const seek = get('seek'), stage = get('stage');
    this.#player = player;
    this.use(player);
    get('play').onclick = get('start').onclick = () => this.#player.toggle();
    get('mute').onclick = () => { this.#player.muted = !this.#player.muted; };
    get('volume').oninput = () => { this.#player.volume = Number(get('volume').value); };
    get('speed').onchange = () => { this.#player.rate = Number(get('speed').value); };
    get('trail').onclick = () => actions.trail(press(get('trail')));
    get('full').onclick = () => (document.fullscreenElement ? document.exitFullscreen() : stage.requestFullscreen?.());
    get('full').hidden = !document.fullscreenEnabled;
    seek.oninput = () => {
      this.#dragged = true;
      this.#player.seek(Number(seek.value));
    };
    seek.onchange = () => { this.#dragged = false; };
    for (const button of document.querySelectorAll('[data-view]')) {
      button.onclick = () => actions.view(button.dataset.view);
    }
    addEventListener('keydown', (event) => this.#onKey(event));
  }

  use(player) {
    this.#player = player;
    for (const kind of ['change', 'seek']) player.addEventListener(kind, () => this.show());
    this.show();
  }

  open() { get('controls').hidden = get('start').hidden = false; this.show(); }

  show() {
    const {playing, muted, volume, seconds, time} = this.#player;
    const stage = get('stage'), seek = get('seek');
    stage.classList.toggle('playing', playing);
    stage.classList.toggle('muted', muted || volume === 0);
    get('play').setAttribute('aria-label', playing ? 'Pause' : 'Play');
    get('play').title = `${playing ? 'Pause' : 'Play'} (space)`;
    get('mute').setAttribute('aria-pressed', String(muted));
    if (playing) get('start').hidden = true;
    fill(get('volume'), muted ? 0 : volume);
    seek.max = seconds || 1;
    if (!this.#dragged) fill(seek, time);
    const text = `${clock(time)} / ${clock(seconds)}`;
    if (get('time').textContent === text) return;
    get('time').textContent = text;
    seek.setAttribute('aria-valuetext', text.replace('/', 'of'));
  }

  view(name) {
    for (const button of document.querySelectorAll('[data-view]')) {
      button.setAttribute('aria-pressed', String(button.dataset.view === name));
    }
  }

  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const player = this.#player, on = document.activeElement;
    const keys = {
      ' ': () => player.toggle(), 'ArrowLeft': () => player.seek(player.time - SKIP_S),
      'ArrowRight': () => player.seek(player.time + SKIP_S), 'ArrowUp': () => { player.volume += 0.1; },
      'ArrowDown': () => { player.volume -= 0.1; }, 'Home': () => player.seek(0), 'm': () => get('mute').click(),
      't': () => get('trail').click(), 'f': () => get('full').click(),
    };
    const button = on?.tagName === 'BUTTON' && event.key === ' ';
    if (button || on?.tagName === 'SELECT' || on?.id === 'volume' || !keys[event.key]) return; // theirs
    event.preventDefault();
    keys[event.key]();
  }
}

function press(button) {
  const on = button.getAttribute('aria-pressed') !== 'true';
  button.setAttribute('aria-pressed', String(on));
  return on;
}

function fill(slider, value) {
  slider.value = value;
  slider.style.setProperty('--done', `${(100 * value) / slider.max}%`);
}
