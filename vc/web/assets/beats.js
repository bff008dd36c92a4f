/** The beat editor: it shows the music's waveform with the beats, and asks the server for every change of them. */
const GRAB_MOUSE = 7, GRAB_TOUCH = 20; // px around a beat's line in which it is taken hold of
const TOP = 20, GRIP = 24; // px: strip with the bar numbers, strip with the beats' handles
const LEAST_GAP = 0.15, NUDGE = 0.01; // s: between two beats; of an arrow key
const ROOMY = 30, CLOSEST = 2; // px from beat to beat at first; s of music in the picture at least
const CLICK_AHEAD = 0.15; // s before a beat at which its click is handed to the sound card
const ANSWER_WITHIN = 15_000; // ms; after that the page may ask again

function mountBeats(root, props, trigger, watch) {
  const notice = make('p', {class: 'notice', role: 'status'}, 'The beats of the music are shown here.');
  const play = new PlayButton();
  const canvas = make('canvas', {'aria-hidden': 'true'});
  const wave = make('div', {
    class: 'wave', tabindex: 0, role: 'group', 'data-keys': 'own', 'aria-describedby': 'beats-keys',
    'aria-label': 'Waveform with beats',
  }, canvas);
  const whole = make('canvas', {class: 'whole', 'aria-hidden': 'true'});
  const button = (name, text, act, title = text) =>
    (buttons[name] = make('button', {type: 'button', 'data-do': name, title, onclick: act}, text));
  const buttons = {};
  const time = make('span', {class: 'time'}), tempo = make('output', {class: 'tempo', 'aria-label': 'Tempo'});
  const metre = make('select', {'aria-label': 'Beats in a bar'},
    ...[2, 3, 4, 6].map((beats) => make('option', {value: beats}, String(beats))));
  const offset = make('input', {type: 'range', min: -200, max: 200, step: 5, value: 0, 'data-keys': 'own',
    'aria-label': 'Move all beats, milliseconds'});
  const moved = make('output', {}, '0 ms');
  const ticking = make('input', {type: 'checkbox'});
  const group = (title, ...parts) => make('div', {class: 'group', role: 'group', 'aria-label': title},
    make('span', {class: 'title'}, title), ...parts);
  const tools = make('div', {class: 'tools', hidden: true},
    make('div', {class: 'row'}, play.node, time, tempo, make('span', {class: 'space'}),
      make('label', {class: 'tick'}, ticking, ' Click on the beats'),
      button('out', '−', () => zoom(1.6), 'Show more of the music (−)'),
      button('in', '+', () => zoom(1 / 1.6), 'Show less of it, larger (+)')),
    wave, whole);
  const others = make('div', {class: 'group', role: 'group', 'aria-label': 'Could also be', hidden: true});
  const groups = make('div', {class: 'groups', hidden: true},
    group('Tempo', button('double', '× 2', () => ask({do: 'double'}), 'Twice the tempo'),
      button('halve', '÷ 2', () => ask({do: 'halve'}), 'Half the tempo'),
      button('shift', 'Shift by ½ beat', () => ask({do: 'shift'}))),
    group('Bar', make('label', {}, metre, ' beats'),
      button('one', 'This beat is one', () => ask({do: 'one', beat: chosen()}), 'The chosen beat begins a bar (Enter)')),
    group('All beats', offset, moved),
    group('One beat', button('add', 'Add', () => ask({do: 'add', at: round(sound.player.time)}), 'Add a beat here (A)'),
      button('delete', 'Delete', () => ask({do: 'delete', beat: chosen()}), 'Delete the chosen beat (Delete)')),
    group('By ear', button('tap', 'Tap along', startTapping)),
    others,
    group('Go back', button('undo', 'Undo', () => ask({do: 'undo'})),
      button('found', 'As found', () => ask({do: 'found'}))));
  const tapButton = button('now', 'Tap', () => {});
  const tapping = make('div', {class: 'tapping', hidden: true}, make('p', {},
    'Tap this on every beat, or press the space bar. Some ten beats are enough; more follow the tempo more closely.'),
  tapButton, make('span', {class: 'count', role: 'status'}),
  make('span', {class: 'space'}), button('done', 'Use these taps', useTaps), button('cancel', 'Cancel', stopTapping));
  const help = make('p', {class: 'help', id: 'beats-keys'},
    'Drag a beat’s handle to move it; double-click to add one. Keys in the waveform: ← → choose a beat, Shift + ← → move it, ' +
    'Enter makes it “one”, Delete removes it, A adds one, + and − zoom, space plays.');
  const spoken = make('p', {class: 'spoken', 'aria-live': 'polite'});
  root.append(notice, tools, tapping, groups, help, spoken);
  help.hidden = true;

  const shown = root.shown = {value: null, beats: [], from: 0, span: 10, chosen: -1, time: 0, taps: null};
  root.ask = ask;
  const clock = new Clock();
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let peaks = new Uint8Array(0), peaksFile = '', waiting = 0, drag = null, due = false, follow = true;

  const sound = root.sound = new Sound(root, {
    changed: () => { play.use(sound.player); paint(); },
    silent: () => tell('Your browser cannot play this music. The beats can be changed all the same.', true),
  });
  const ticks = new Ticks();

  // ---- what comes from the server

  async function take(text) {
    clearTimeout(waiting);
    waiting = 0;
    root.removeAttribute('aria-busy');
    if (!text) return;
    const value = JSON.parse(text);
    tell(value.message, value.wrong);
    tools.hidden = help.hidden = groups.hidden = !value.music;
    if (!value.music) {
      shown.value = null;
      sound.player.pause();
      return stopTapping();
    }
    const part = (of) => of && [of.music, of.start, of.seconds].join(' ');
    const isNew = part(value) !== part(shown.value);
    shown.value = value;
    shown.beats = value.beats;
    offset.value = 0;
    moved.textContent = '0 ms';
    if (isNew) {
      stopTapping();
      const roomy = (wave.clientWidth || 600) / ROOMY * 60 / (value.bpm || 120);
      Object.assign(shown, {from: 0, span: Math.min(Math.max(roomy, CLOSEST), value.seconds), chosen: -1});
      sound.open(value);
      sound.player.limit = value.seconds;
    }
    shown.chosen = Math.min(shown.chosen, shown.beats.length - 1);
    describe();
    paint();
    if (value.peaks !== peaksFile) {
      peaksFile = value.peaks;
      peaks = new Uint8Array(0);
      const answer = await fetch(address(value.peaks)).catch(() => null);
      if (answer?.ok && value.peaks === peaksFile) peaks = new Uint8Array(await answer.arrayBuffer());
      paint();
    }
  }

  function describe() {
    const {value, beats} = shown, has = beats.length > 0;
    tempo.textContent = value.bpm ? `${value.bpm} bpm` : 'no tempo';
    const usual = {};
    for (const [, , bar] of beats) usual[bar] = (usual[bar] || 0) + 1;
    metre.value = Object.keys(usual).sort((a, b) => usual[b] - usual[a])[0] || '4';
    for (const name of ['double', 'halve', 'shift', 'one', 'delete']) buttons[name].disabled = !has;
    metre.disabled = offset.disabled = !has;
    buttons.undo.disabled = !value.undo;
    buttons.found.disabled = !value.corrected;
    const doubted = (value.doubt || []).length;
    wave.setAttribute('aria-label', `Waveform with ${beats.length} beats` + (doubted ? `, ${doubted} bars in doubt` : ''));
    others.hidden = !(value.others || []).length;
    others.replaceChildren(make('span', {class: 'title'}, 'Could also be'), ...(value.others || []).map(
      ([name, wish]) => make('button', {type: 'button', 'data-reading': name, onclick: () => ask(wish)}, name)));
  }

  /** Bars of which the tracker is not sure are shaded, the more the less sure it is. */
  function drawDoubt(pen, ink, x, top, height) {
    for (const [start, end, much] of shown.value.doubt || []) {
      pen.globalAlpha = 0.12 + 0.3 * much;
      pen.fillStyle = ink.doubt;
      pen.fillRect(x(start), top, x(end) - x(start), height);
      pen.globalAlpha = 1;
    }
  }

  function tell(message, wrong = false) {
    notice.textContent = message;
    notice.classList.toggle('wrong', Boolean(wrong));
    notice.setAttribute('role', wrong ? 'alert' : 'status');
  }

  /** One wish at a time: the next one refers to the beats that this one leaves. */
  function ask(wish) {
    if (waiting || !shown.value || wish.beat < 0) return;
    root.setAttribute('aria-busy', 'true');
    waiting = setTimeout(() => { waiting = 0; root.removeAttribute('aria-busy'); }, ANSWER_WITHIN);
    trigger('ask', wish);
  }

  const round = (seconds) => Math.round(seconds * 1000) / 1000;

  /** The chosen beat, or the one nearest to where the music is. */
  function chosen() {
    if (shown.chosen >= 0) return shown.chosen;
    return nearest(sound.player.time);
  }

  function nearest(seconds) {
    let best = -1;
    shown.beats.forEach(([at], index) => {
      if (best < 0 || Math.abs(at - seconds) < Math.abs(shown.beats[best][0] - seconds)) best = index;
    });
    return best;
  }

  function choose(index) {
    if (!shown.beats[index]) return;
    shown.chosen = index;
    const [at, place] = shown.beats[index];
    spoken.textContent = `Beat ${place + 1} of bar ${barNumber(index)}, at ${at.toFixed(2)} seconds`;
    follow = false;
    if (at < shown.from || at > shown.from + shown.span) look(at - shown.span / 2);
    paint();
  }

  function barNumber(index) {
    return shown.beats.slice(0, index + 1).filter(([, place]) => place === 0).length; // an upbeat is in bar 0
  }

  // ---- tapping along

  function startTapping() {
    if (!shown.value || shown.taps) return;
    shown.taps = [];
    tapping.hidden = false;
    groups.hidden = help.hidden = true;
    countTaps();
    tapButton.focus();
    if (!sound.player.playing) sound.player.play();
    follow = true;
  }

  function tap() {
    if (!sound.player.playing) return void sound.player.play();
    const last = shown.taps.at(-1), now = sound.player.time;
    if (last !== undefined && Math.abs(now - last) < LEAST_GAP) return; // a finger that bounced
    shown.taps.push(round(now));
    tapButton.animate([{filter: 'brightness(1.35)'}, {filter: 'none'}], 180);
    countTaps();
    paint();
  }

  function countTaps() {
    const {length} = shown.taps;
    tapping.querySelector('.count').textContent = length ? `${length} ${length === 1 ? 'tap' : 'taps'}` : '';
    buttons.done.disabled = length < 4;
  }

  function useTaps() {
    const {taps} = shown;
    if (!taps || taps.length < 4) return;
    sound.player.pause();
    stopTapping();
    ask({do: 'taps', taps});
  }

  function stopTapping() {
    shown.taps = null;
    tapping.hidden = true;
    groups.hidden = help.hidden = !shown.value;
    paint();
  }

  // ---- the picture

  function paint() {
    if (due) return;
    due = true;
    requestAnimationFrame(draw);
  }

  const toX = (seconds) => ((seconds - shown.from) / shown.span) * wave.clientWidth;
  const toSeconds = (x) => shown.from + (x / wave.clientWidth) * shown.span;

  function look(from) {
    const {seconds} = shown.value;
    shown.from = Math.min(Math.max(from, 0), Math.max(seconds - shown.span, 0));
  }

  function zoom(by) {
    if (!shown.value) return;
    const at = shown.chosen >= 0 && !sound.player.playing ? shown.beats[shown.chosen][0] : sound.player.time;
    const share = Math.min(Math.max((at - shown.from) / shown.span, 0), 1);
    shown.span = Math.min(Math.max(shown.span * by, Math.min(CLOSEST, shown.value.seconds)), shown.value.seconds);
    look(at - share * shown.span);
    paint();
  }

  function draw(now) {
    due = false;
    sound.watch();
    const {value} = shown;
    if (!value || !root.offsetParent) return;
    const seconds = shown.time = clock.tick(now / 1000, sound.player);
    const {playing} = sound.player;
    if (playing && follow && !drag) {
      const share = (seconds - shown.from) / shown.span;
      if (share < 0 || share > 1) look(seconds - 0.1 * shown.span);
      else if (share > 0.85) look(calm.matches ? seconds - 0.1 * shown.span : seconds - 0.85 * shown.span);
    }
    if (playing && ticking.checked) ticks.hand(shown.beats, seconds, sound.player.rate);
    const ink = colours();
    drawWave(ink, seconds);
    drawWhole(ink, seconds);
    play.show();
    const text = `${minutes(seconds)} / ${minutes(value.seconds)}`;
    if (time.textContent !== text) time.textContent = text;
    if (playing) paint();
  }

  function colours() {
    const style = getComputedStyle(root), of = (name) => style.getPropertyValue(name).trim();
    return {
      text: of('--body-text-color'), faint: of('--body-text-color-subdued'), line: of('--border-color-primary'),
      accent: of('--color-accent'), ground: of('--background-fill-secondary'), wave: of('--vc-wave'),
      beat: of('--vc-beat'), one: of('--vc-one'), now: of('--vc-now'), doubt: of('--vc-doubt'),
    };
  }

  function prepare(sheet) {
    const fine = Math.min(devicePixelRatio || 1, 2), {clientWidth: width, clientHeight: height} = sheet;
    const [w, h] = [Math.round(width * fine), Math.round(height * fine)];
    if (sheet.width !== w || sheet.height !== h) [sheet.width, sheet.height] = [w, h];
    const pen = sheet.getContext('2d');
    pen.setTransform(fine, 0, 0, fine, 0, 0);
    pen.clearRect(0, 0, width, height);
    return {pen, width, height};
  }

  function drawWave(ink, seconds) {
    const {pen, width, height} = prepare(canvas), floor = height - GRIP, middle = (TOP + floor) / 2;
    pen.fillStyle = ink.ground;
    pen.fillRect(0, TOP, width, floor - TOP);
    drawDoubt(pen, ink, toX, TOP, floor - TOP);
    outline(pen, ink.wave, shown.from, shown.span, width, middle, (floor - TOP) / 2 - 3);
    pen.font = '12px system-ui, sans-serif';
    pen.textBaseline = 'middle';
    drawBeats(pen, ink, width, floor);
    for (const tapped of shown.taps || []) dot(pen, toX(tapped), floor - 8, 4, ink.now);
    const x = toX(seconds);
    pen.fillStyle = ink.now;
    pen.fillRect(x - 1, TOP - 4, 2, floor - TOP + 8);
    pen.beginPath();
    pen.moveTo(x - 6, TOP - 8);
    pen.lineTo(x + 6, TOP - 8);
    pen.lineTo(x, TOP);
    pen.fill();
  }

  function drawBeats(pen, ink, width, floor) {
    const by = drag?.all || 0, perBeat = (width / shown.span) * 0.6;
    let bar = 0, labelled = -Infinity;
    shown.beats.forEach(([at, place], index) => {
      bar += place === 0;
      const x = toX((drag?.beat === index ? drag.at : at) + by);
      if (x < -20 || x > width + 20) return;
      const one = place === 0, isChosen = index === shown.chosen;
      pen.fillStyle = isChosen ? ink.now : one ? ink.one : ink.beat;
      const thick = one ? 3 : 1.5;
      pen.fillRect(x - thick / 2, TOP, thick, floor - TOP);
      if (perBeat > 5 || one) {
        const size = isChosen ? 8 : one ? 7 : 5;
        dot(pen, x, floor + GRIP / 2, size, isChosen ? ink.now : one ? ink.one : ink.beat);
      }
      if (one && x - labelled > 26) {
        pen.fillStyle = ink.text;
        pen.fillText(String(bar), x + 3, TOP / 2 - 1);
        labelled = x;
      }
    });
  }

  function dot(pen, x, y, radius, style) {
    pen.fillStyle = style;
    pen.beginPath();
    pen.arc(x, y, radius, 0, 7);
    pen.fill();
  }

  function outline(pen, style, from, span, width, middle, reach) {
    if (!peaks.length) return;
    pen.fillStyle = style;
    const {peakRate} = shown.value, step = (span * peakRate) / width;
    for (let x = 0; x < width; x++) {
      const first = Math.floor((from * peakRate) + x * step), last = Math.max(first + 1, Math.ceil(first + step));
      let most = 0;
      for (let k = Math.max(first, 0); k < Math.min(last, peaks.length); k++) most = Math.max(most, peaks[k]);
      const high = Math.max((most / 255) ** 0.7 * reach, 0.5); // soft passages are to be seen too
      pen.fillRect(x, middle - high, 1, 2 * high);
    }
  }

  function drawWhole(ink, seconds) {
    const {pen, width, height} = prepare(whole), all = shown.value.seconds;
    pen.fillStyle = ink.ground;
    pen.fillRect(0, 0, width, height);
    drawDoubt(pen, ink, (at) => at / all * width, 0, height);
    outline(pen, ink.wave, 0, all, width, height / 2, height / 2 - 2);
    pen.strokeStyle = ink.accent;
    pen.lineWidth = 2;
    pen.strokeRect((shown.from / all) * width + 1, 1, Math.max((shown.span / all) * width - 2, 4), height - 2);
    pen.fillStyle = ink.now;
    pen.fillRect((seconds / all) * width - 1, 0, 2, height);
  }

  // ---- mouse, touch and keys

  function grabbed(x, y, isTouch) {
    const reach = isTouch ? GRAB_TOUCH : GRAB_MOUSE;
    if (y < wave.clientHeight - GRIP - (isTouch ? 14 : 4)) return -1;
    const index = nearest(toSeconds(x));
    return index >= 0 && Math.abs(toX(shown.beats[index][0]) - x) <= reach ? index : -1;
  }

  const place = (event) => {
    const box = wave.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  wave.addEventListener('pointerdown', (event) => {
    if (!shown.value || event.button) return;
    const [x, y] = place(event), beat = waiting ? -1 : grabbed(x, y, event.pointerType === 'touch');
    wave.setPointerCapture(event.pointerId);
    drag = {beat, from: shown.from, x, at: beat < 0 ? 0 : shown.beats[beat][0], moved: false};
    if (beat >= 0) choose(beat);
  });

  wave.addEventListener('pointermove', (event) => {
    const [x, y] = place(event);
    if (!drag) {
      wave.style.cursor = shown.value && grabbed(x, y, false) >= 0 ? 'ew-resize' : '';
      return;
    }
    if (!drag.moved && Math.abs(x - drag.x) < 3) return;
    drag.moved = true;
    if (drag.beat < 0) {
      follow = false;
      look(drag.from - ((x - drag.x) / wave.clientWidth) * shown.span);
    } else {
      const [low, high] = between(drag.beat);
      drag.at = Math.min(Math.max(toSeconds(x), low), high);
    }
    paint();
  });

  /** Where a beat may be moved to: between its neighbours. */
  function between(index) {
    const {beats, value} = shown;
    return [
      index ? beats[index - 1][0] + LEAST_GAP + 0.001 : 0,
      index < beats.length - 1 ? beats[index + 1][0] - LEAST_GAP - 0.001 : value.seconds - 0.002,
    ];
  }

  wave.addEventListener('pointerup', (event) => {
    if (!drag) return;
    const [x] = place(event), done = drag;
    drag = null;
    if (done.beat >= 0 && done.moved) {
      shown.beats = shown.beats.with(done.beat, [done.at, ...shown.beats[done.beat].slice(1)]);
      ask({do: 'move', beat: done.beat, to: round(done.at)});
    } else if (done.beat < 0 && !done.moved) {
      shown.chosen = -1;
      follow = true;
      sound.player.seek(toSeconds(x));
    }
    paint();
  });
  wave.addEventListener('pointercancel', () => { drag = null; paint(); });
  wave.addEventListener('dblclick', (event) => {
    const [x, y] = place(event);
    if (shown.value && grabbed(x, y, false) < 0) ask({do: 'add', at: round(toSeconds(x))});
  });
  wave.addEventListener('wheel', (event) => {
    if (!shown.value || !(event.ctrlKey || event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))) return;
    event.preventDefault(); // without these keys the page scrolls as everywhere
    follow = false;
    if (event.ctrlKey) return zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15);
    look(shown.from + ((event.deltaX || event.deltaY) / wave.clientWidth) * shown.span);
    paint();
  }, {passive: false});

  function lookWhole(event) {
    if (!shown.value || !(event.buttons & 1)) return;
    const box = whole.getBoundingClientRect(), at = ((event.clientX - box.left) / box.width) * shown.value.seconds;
    follow = false;
    look(at - shown.span / 2);
    paint();
  }
  whole.addEventListener('pointerdown', (event) => { whole.setPointerCapture(event.pointerId); lookWhole(event); });
  whole.addEventListener('pointermove', lookWhole);

  wave.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || shown.taps || !shown.value) return;
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    const actions = {
      ' ': () => sound.player.toggle(), 'Enter': () => ask({do: 'one', beat: chosen()}),
      'Delete': () => ask({do: 'delete', beat: chosen()}), 'Backspace': () => ask({do: 'delete', beat: chosen()}),
      'a': () => ask({do: 'add', at: round(sound.player.time)}), '+': () => zoom(1 / 1.6), '=': () => zoom(1 / 1.6),
      '-': () => zoom(1.6), 'Home': () => choose(0), 'End': () => choose(shown.beats.length - 1),
    };
    if (step && event.shiftKey) nudge(step * NUDGE);
    else if (step) choose(shown.chosen < 0 ? nearest(sound.player.time) : shown.chosen + step);
    else if (actions[event.key]) actions[event.key]();
    else return;
    event.preventDefault();
  });

  function nudge(by) {
    const index = chosen();
    if (index < 0) return;
    const [low, high] = between(index), to = Math.min(Math.max(shown.beats[index][0] + by, low), high);
    shown.chosen = index;
    ask({do: 'move', beat: index, to: round(to)});
  }

  root.addEventListener('keydown', (event) => {
    if (shown.taps && event.key === 'Escape') return stopTapping();
    if (shown.taps && event.key === ' ') {
      if ([buttons.done, buttons.cancel].includes(event.target)) return; // pressed as buttons
      event.preventDefault();
      if (!event.repeat) tap();
    } else if (shown.value && event.target !== wave) {
      sound.onKey(event);
    }
  });
  root.addEventListener('keyup', (event) => { // a button is pressed when the space bar is let go
    if (shown.taps && event.key === ' ' && event.target === tapButton) event.preventDefault();
  });
  tapButton.addEventListener('pointerdown', (event) => { event.preventDefault(); tap(); });
  tapButton.addEventListener('click', (event) => { if (!event.detail) tap(); }); // Enter, or a screen reader
  metre.addEventListener('change', () => ask({do: 'metre', metre: Number(metre.value)}));
  offset.addEventListener('input', () => {
    drag = {all: Number(offset.value) / 1000, beat: -1};
    moved.textContent = `${offset.value > 0 ? '+' : ''}${offset.value} ms`;
    paint();
  });
  offset.addEventListener('change', () => {
    const seconds = Number(offset.value) / 1000;
    shown.beats = shown.beats.map(([at, ...rest]) => [at + seconds, ...rest]);
    drag = null;
    if (seconds) ask({do: 'offset', seconds});
  });
  new ResizeObserver(paint).observe(wave);
  const theme = new MutationObserver(paint);
  for (const node of [document.documentElement, document.body]) theme.observe(node, {attributes: true, attributeFilter: ['class']});
  watch('value', () => take(props.value));
  take(props.value);
}

/** A click on every beat, handed to the sound card a little ahead of time. */
class Ticks {
  #context = null;
  #last = -1;

  hand(beats, seconds, rate) {
    this.#context ??= new AudioContext();
    for (const [at, place] of beats) {
      const ahead = at - seconds;
      if (ahead < 0 || ahead > CLICK_AHEAD || Math.abs(at - this.#last) < 1e-6) continue;
      this.#last = at;
      this.#click(this.#context.currentTime + ahead / rate, place ? 1100 : 1650);
    }
  }

  #click(when, hertz) {
    const tone = this.#context.createOscillator(), loud = this.#context.createGain();
    tone.frequency.value = hertz;
    loud.gain.setValueAtTime(0.5, when);
    loud.gain.exponentialRampToValueAtTime(0.001, when + 0.05);
    tone.connect(loud).connect(this.#context.destination);
    tone.start(when);
    tone.stop(when + 0.06);
  }
}
