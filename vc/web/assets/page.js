/* Runs once when the page is there, and mends what Gradio's markup leaves out for keyboards and screen readers. */
() => {
  const mend = () => {
    // Empty fields have a name, but no role to be named.
    document.querySelectorAll('.empty[aria-label]:not([role])').forEach((empty) => empty.setAttribute('role', 'img'));
    // Choices that exclude each other are one group, in which the arrow keys choose.
    document.querySelectorAll('fieldset').forEach((group) => {
      const [first, ...others] = group.querySelectorAll('input[type=radio]');
      others.filter((other) => other.name !== first.name).forEach((other) => { other.name = first.name; });
    });
  };
  const watched = {childList: true, subtree: true, attributes: true, attributeFilter: ['name']};
  new MutationObserver(mend).observe(document.body, watched);
  mend();
}
