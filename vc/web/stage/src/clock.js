/**
 * The time of the pose to draw. A media element's time moves in steps of its own, so the clock advances by the time
 * between frames and is pulled gently to the sound; where the two are far apart it jumps.
 */
const SNAP_S = 0.12; // an error that nobody would call a correction any more
const PULL = 0.12; // share of the error that goes in a sixtieth of a second
const STALE_S = 0.12; // sound that has not moved for so long is not moving: it starts, or waits for data

export class Clock {
  time = 0;
  #last = null; // of the frame before, s
  #heard = 0; // the sound's time then
  #movedAt = -Infinity; // when that last changed, s

  /** now: seconds, of any clock; player: the sound. Returns the time of the pose. */
  tick(now, player) {
    const gone = this.#last === null ? 0 : now - this.#last;
    this.#last = now;
    const heard = player.time;
    if (heard !== this.#heard) this.#movedAt = now;
    this.#heard = heard;
    this.moving = player.sounding && now - this.#movedAt < STALE_S;
    if (!this.moving) return (this.time = heard);
    const guess = this.time + gone * player.rate;
    const error = heard - guess;
    this.time = Math.abs(error) > SNAP_S ? heard : guess + error * (1 - (1 - PULL) ** (60 * gone));
    return (this.time = Math.min(this.time, player.seconds));
  }

  jump(time) { this.time = time; }
}
