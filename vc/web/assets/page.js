/* Runs once when the page is there, and mends what Gradio's fields leave out: for keyboards, screen readers, and films. */
() => {
  {{words}}
  // Music may be the sound of a video, or of a kind that the browser has no type for. Gradio's field takes only what is
  // called audio, so files are called that; what they are, the program finds out.
  const MUSIC = '#music input[type=file]';
  const SOUNDS = 'audio/*,video/*,.opus,.caf,.wma,.ac3,.amr,.mkv,.mka,.ts,.m2ts,.avi';
  const called = (files) => {
    const list = new DataTransfer();
    for (const file of files) list.items.add(new File([file], file.name, {type: 'audio/x-any'}));
    return list.files;
  };
  const isForeign = (files) => [...files].some((file) => !file.type.startsWith('audio/'));
  document.addEventListener('change', ({target}) => {
    if (target.matches(MUSIC) && isForeign(target.files)) target.files = called(target.files);
  }, true);
  document.addEventListener('drop', (event) => {
    const input = event.target.closest?.('#music') && document.querySelector(MUSIC);
    if (!input || !isForeign(event.dataTransfer.files)) return;
    event.preventDefault();
    event.stopPropagation();
    input.files = called(event.dataTransfer.files);
    input.dispatchEvent(new Event('change', {bubbles: true}));
  }, true);
  // Few browsers show HEIC; the program reads it all the same.
  document.addEventListener('error', ({target}) => {
    if (target.matches?.('#photo img')) {
      target.classList.add('vc-unseen');
      target.alt = 'This browser does not show pictures of this kind. The photo is there: see “Check the photo”.';
    }
  }, true);
  // The system's own sheet, where there is one that takes films; else the file is saved.
  window.vcShare = async (video) => {
    const {url} = video.video ?? video, name = 'conducting.mp4';
    const file = new File([await (await fetch(url)).blob()], name, {type: 'video/mp4'});
    if (navigator.canShare?.({files: [file]})) {
      try {
        await navigator.share({files: [file], title: 'VirtualConductor'});
        return;
      } catch (error) {
        if (error.name === 'AbortError') return; // the visitor thought better of it
      }
    }
    const link = Object.assign(document.createElement('a'), {href: URL.createObjectURL(file), download: name});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  // On a phone what was made is far from the button that was pressed.
  window.vcShowResults = () => {
    if (!matchMedia('(max-width: 700px), (max-height: 500px)').matches) return;
    document.getElementById('results').scrollIntoView({block: 'start', behavior: 'instant'});
  };
  const mend = () => {
    // Empty fields have a name, but no role to be named.
    document.querySelectorAll('.empty[aria-label]:not([role])').forEach((empty) => empty.setAttribute('role', 'img'));
    // Choices that exclude each other are one group, in which the arrow keys choose.
    document.querySelectorAll('fieldset').forEach((group) => {
      const [first, ...others] = group.querySelectorAll('input[type=radio]');
      others.filter((other) => other.name !== first.name).forEach((other) => { other.name = first.name; });
    });
    document.querySelectorAll(MUSIC).forEach((input) => { if (input.accept !== SOUNDS) input.accept = SOUNDS; });
  };
  vcWords.watch(document);
  document.addEventListener('load', ({target}) => {
    if (target.matches?.('#stage iframe')) vcWords.watch(target.contentDocument);
  }, true);
  const watched = {childList: true, subtree: true, attributes: true, attributeFilter: ['name']};
  new MutationObserver(mend).observe(document.body, watched);
  mend();
}
