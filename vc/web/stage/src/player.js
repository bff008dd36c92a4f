/** The music, or a part of it: everything here is in seconds from the part's start. The sound is the stage's master. */
export class Player extends EventTarget {
  #audio = new Audio();
  #start; // seconds into the file
  #wanted; // seconds of the part, Infinity for up to the end
  #limit = Infinity; // seconds that there are poses for
  #early = 0; // sought before the length was known

  constructor(url, {start = 0, seconds = Infinity}) {
    super();
    this.#start = start;
    this.#wanted = seconds;
    const audio = this.#audio;
    audio.preload = 'auto';
    audio.addEventListener('loadedmetadata', () => {
      audio.currentTime = start + Math.min(this.#early, this.seconds);
      this.#tell('change');
    });
    for (const kind of ['play', 'pause', 'seeked', 'volumechange', 'ratechange']) {
      audio.addEventListener(kind, () => this.#tell('change'));
    }
    audio.addEventListener('timeupdate', () => this.stopAtEnd()); // a hidden page draws no frames, but the sound goes on
    audio.addEventListener('error', () => this.#tell('failed'));
    audio.src = url;
  }

  get time() { return Math.min(Math.max(this.#audio.currentTime - this.#start, 0), this.seconds); }

  get seconds() {
    const there = this.#audio.duration - this.#start;
    const seconds = Math.min(this.#wanted, this.#limit, there > 0 ? there : Infinity);
    return Number.isFinite(seconds) ? seconds : 0;
  }

  /** The sound is on its way out of the loudspeaker, neither waiting for data nor for a seek. */
  get sounding() { return this.playing && !this.#audio.seeking && this.#audio.readyState >= 3; }
  get playing() { return !this.#audio.paused; }
  get rate() { return this.#audio.playbackRate; }
  set rate(rate) { this.#audio.playbackRate = rate; }
  get volume() { return this.#audio.volume; }
  set volume(volume) { this.#audio.volume = Math.min(Math.max(volume, 0), 1); this.muted = false; }
  get muted() { return this.#audio.muted; }
  set muted(muted) { this.#audio.muted = muted; }
  set limit(seconds) { this.#limit = seconds; this.#tell('change'); }

  seek(time) {
    if (!this.#audio.readyState) this.#early = Math.max(time, 0);
    else this.#audio.currentTime = this.#start + Math.min(Math.max(time, 0), this.seconds);
    this.#tell('seek');
  }

  async play() {
    if (this.time > this.seconds - 0.05) this.seek(0);
    try {
      await this.#audio.play();
    } catch (error) {
      if (error.name !== 'AbortError') this.#tell('refused'); // the browser wants a click first
    }
  }

  pause() { this.#audio.pause(); }
  toggle() { return this.playing ? this.pause() : this.play(); }
  stopAtEnd() { if (this.playing && this.seconds && this.time >= this.seconds) this.pause(); }
  #tell(kind) { this.dispatchEvent(new Event(kind)); }
}

/** Stands in for music that the browser cannot decode: the same, without sound. */
export class Silence extends EventTarget {
  #at = 0;
  #since = null; // when it began to play, ms
  rate = 1;
  volume = 0;
  muted = true;

  constructor(seconds) { super(); this.seconds = seconds; }
  get time() {
    const gone = this.#since === null ? 0 : (performance.now() - this.#since) / 1000 * this.rate;
    return Math.min(this.#at + gone, this.seconds);
  }
  get playing() { return this.#since !== null; }
  get sounding() { return this.playing; }
  set limit(seconds) { this.seconds = Math.min(this.seconds || seconds, seconds); this.#tell('change'); }
  seek(time) {
    this.#at = Math.min(Math.max(time, 0), this.seconds);
    if (this.playing) this.#since = performance.now();
    this.#tell('seek');
  }
  play() { if (this.time >= this.seconds) this.#at = 0; this.#since = performance.now(); this.#tell('change'); }
  pause() { this.#at = this.time; this.#since = null; this.#tell('change'); }
  toggle() { return this.playing ? this.pause() : this.play(); }
  stopAtEnd() { if (this.playing && this.time >= this.seconds) this.pause(); }
  #tell(kind) { this.dispatchEvent(new Event(kind)); }
}
