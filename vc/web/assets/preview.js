/** The quick preview: one or two takes, one sound. Value: see preview_value in vc/web/preview.py. */
function mountPreview(root, props, trigger, watch) {
  const figures = make('div', {class: 'figures'});
  const play = new PlayButton();
  const seek = make('input', {type: 'range', min: 0, max: 1, step: 0.01, value: 0, 'aria-label': 'Place in the music'});
  const time = make('span', {class: 'time'}), lights = make('span', {class: 'lights', 'aria-hidden': 'true'});
  const bar = make('div', {class: 'bar', hidden: true}, play.node, seek, lights, time);
  const notice = make('p', {class: 'notice', role: 'status'}, 'The drawn conductor comes here with the rehearsal.');
  root.append(figures, bar, notice);
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const clock = new Clock();
  const shown = root.shown = {time: 0, frames: 0, takes: [], firstFrameAt: 0};
  let version = 0, due = false, wanted = false; // wanted: to be played as soon as it is in sight

  const sound = root.sound = new Sound(root, {
    changed: () => { play.use(sound.player); ask(); },
    silent: () => { notice.textContent = 'Your browser cannot play this music; the motion is shown in silence.'; },
  });

  async function take(value) {
    const mine = ++version;
    if (!value) return;
    const wish = JSON.parse(value);
    notice.textContent = '';
    let poses;
    try {
      poses = await Promise.all(wish.takes.map((one) => Poses.fetch(one.motion)));
    } catch (error) {
      notice.textContent = `The preview cannot be shown: ${error.message}. Press Rehearse again.`;
      return;
    }
    if (mine !== version) return; // a newer one is on its way
    figures.replaceChildren();
    figures.classList.toggle('two', poses.length > 1);
    shown.takes = poses.map((one, number) => {
      const {title} = wish.takes[number];
      const canvas = make('canvas', {role: 'img', 'aria-label': `Drawn conductor, ${title}`});
      canvas.addEventListener('click', () => sound.player.toggle());
      figures.append(make('figure', {}, canvas, make('figcaption', {}, title)));
      return {poses: one, figure: new Figure(canvas)};
    });
    bar.hidden = false;
    const longest = shown.takes[0].poses.beats.reduce((most, [, , metre]) => Math.max(most, metre), 0);
    lights.style.width = `${14 * longest + 3}px`; // no other bar shall move the slider
    seek.max = wish.seconds;
    shown.frames = 0;
    sound.open(wish);
    sound.player.limit = wish.seconds;
    size.observe(figures);
    wanted = Boolean(wish.play);
    playIfWanted();
    ask();
  }

  function playIfWanted() {
    if (!wanted || !root.offsetParent) return;
    wanted = false;
    root.scrollIntoView({block: 'nearest', behavior: calm.matches ? 'auto' : 'smooth'});
    sound.player.play();
  }

  function ask() {
    if (due) return;
    due = true;
    requestAnimationFrame(draw);
  }

  function draw(now) {
    due = false;
    sound.watch();
    if (!shown.takes.length || !root.offsetParent) return;
    const seconds = shown.time = clock.tick(now / 1000, sound.player);
    shown.lag = seconds - sound.player.time;
    const beat = beatAt(shown.takes[0].poses.beats, seconds);
    const look = {dark: Boolean(root.closest('.dark'))};
    for (const {poses, figure} of shown.takes) {
      const own = beatAt(poses.beats, seconds);
      const flash = own && !calm.matches ? (own.place ? 0.6 : 1) * Math.exp(-own.since / 0.12) : 0;
      figure.draw(poses, seconds, {...look, flash});
    }
    if (!shown.frames++) shown.firstFrameAt = performance.now();
    showTransport(seconds, beat);
    if (sound.player.playing) ask();
  }

  function showTransport(seconds, beat) {
    play.show();
    if (document.activeElement !== seek || !seek.matches(':active')) seek.value = seconds;
    seek.style.setProperty('--done', `${(100 * seconds) / Math.max(seek.max, 0.01)}%`);
    const text = `${minutes(seconds)} / ${minutes(Number(seek.max))}`;
    if (time.textContent !== text) {
      time.textContent = text;
      seek.setAttribute('aria-valuetext', text.replace('/', 'of'));
    }
    const metre = beat ? beat.metre : 0;
    while (lights.childElementCount > metre) lights.lastChild.remove();
    while (lights.childElementCount < metre) lights.append(make('i'));
    [...lights.children].forEach((light, place) => { light.className = beat.place === place ? 'on' : ''; });
    shown.beat = beat;
  }

  const size = new ResizeObserver(() => { playIfWanted(); ask(); });
  const theme = new MutationObserver(ask);
  for (const node of [document.documentElement, document.body]) theme.observe(node, {attributes: true, attributeFilter: ['class']});
  seek.addEventListener('input', () => sound.player.seek(Number(seek.value)));
  root.addEventListener('keydown', (event) => { if (shown.takes.length) sound.onKey(event); });
  watch('value', () => take(props.value));
  take(props.value);
}
