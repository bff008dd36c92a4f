/** What the components with sound share: addresses, clocks, the transport's button and keys. */
const SKIP_S = 5;
const HEARD = 'vc-heard'; // told to the window by whoever begins to play, so that all others stop

const address = (file) => new URL(`gradio_api/${file}`, document.baseURI).href;

function minutes(seconds) {
  const whole = Math.floor(seconds + 0.05); // 9.99 s of music are ten
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

const PLAY = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 4v16l13-8z"/></svg>';
const PAUSE = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 4h4.5v16H6zM13.5 4H18v16h-4.5z"/></svg>';

/** Play and pause, as a button; `player` may change. */
class PlayButton {
  constructor() {
    this.node = make('button', {type: 'button', class: 'play', onclick: () => this.player?.toggle()});
    this.show();
  }

  use(player) { this.player = player; this.show(); }

  show() {
    const playing = Boolean(this.player?.playing);
    if (this.playing === playing) return;
    this.playing = playing;
    this.node.innerHTML = playing ? PAUSE : PLAY;
    this.node.setAttribute('aria-label', playing ? 'Pause' : 'Play');
    this.node.title = `${playing ? 'Pause' : 'Play'} (space)`;
  }
}

/** The music of a value, or its silence where the browser cannot play it; other sounds of the page stop for it. */
class Sound {
  #wish;

  /** changed(): anything but the passing of time; silent(): there is no sound to be had */
  constructor(root, {changed, silent}) {
    this.root = root;
    this.changed = changed;
    this.silent = silent;
    this.player = new Silence(0);
    this.playing = false;
    addEventListener(HEARD, (event) => { if (event.detail !== this) this.player.pause(); });
  }

  open({music, start, seconds}) {
    const wish = `${music} ${start} ${seconds}`;
    if (wish === this.#wish) return; // the same music goes on where it is
    this.#wish = wish;
    this.player.pause();
    this.#use(music ? new Player(address(music), {start, seconds}) : new Silence(seconds));
    this.player.limit = seconds;
    if (!music) this.silent();
    this.player.addEventListener('failed', () => {
      this.#use(new Silence(seconds));
      this.silent();
    });
  }

  #use(player) {
    this.player = player;
    for (const kind of ['change', 'seek', 'refused']) {
      player.addEventListener(kind, () => {
        if (player !== this.player) return void (player.playing && player.pause());
        if (player.playing && !this.playing) this.#silenceOthers();
        this.playing = player.playing;
        this.changed();
      });
    }
    this.changed();
  }

  #silenceOthers() {
    dispatchEvent(new CustomEvent(HEARD, {detail: this}));
    for (const other of document.querySelectorAll('audio, video')) other.pause();
  }

  /** Called with every frame that is drawn: nobody wants music from a tab that is not shown. */
  watch() {
    this.player.stopAtEnd();
    if (this.player.playing && !this.root.offsetParent) this.player.pause();
  }

  /** The keys of a transport; true if the key was one of them. */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const player = this.player, on = event.target;
    const actions = {
      ' ': () => player.toggle(), 'ArrowLeft': () => player.seek(player.time - SKIP_S),
      'ArrowRight': () => player.seek(player.time + SKIP_S), 'Home': () => player.seek(0),
      'End': () => player.seek(player.seconds),
    };
    const theirs = (on.tagName === 'BUTTON' && event.key === ' ') || on.tagName === 'SELECT' || on.type === 'checkbox' || on.dataset.keys === 'own';
    if (theirs || !actions[event.key]) return false;
    event.preventDefault();
    actions[event.key]();
    return true;
  }
}
