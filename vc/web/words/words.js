/** Shows everything in the visitor's language, whoever made it: Gradio's fields, the page's own components, the stage. */
const vcWords = (() => {
  const tables = window.gradio_config?.i18n_translations ?? {};
  const language = navigator.language.startsWith('zh') ? 'zh-CN' : 'en';
  const table = language === 'en' ? null : tables[language];
  const SEEN = ['aria-label', 'placeholder', 'title', 'alt', 'aria-valuetext', 'data-label'];
  const WHOLE = 'p, li, h1, h2, h3, .vc-idle, .vc-done, .vc-wrong';
  const plain = (text) => text.replace(/\s+/g, ' ').trim();
  const patterns = Object.keys(table ?? {}).filter((key) => key.includes('{}')).map((key) => [
    new RegExp(`^${key.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.+?)')}$`), table[key],
  ]);

  /** The text in the visitor's language, or undefined. */
  function lookup(text) {
    const key = plain(text);
    if (!key || !/[A-Za-z]/.test(key)) return undefined;
    if (Object.hasOwn(table, key)) return table[key];
    if (Object.hasOwn(table, key.slice(0, -1)) && key.endsWith('.')) return `${table[key.slice(0, -1)]}。`;
    for (const [pattern, words] of patterns) {
      const found = key.match(pattern);
      if (!found) continue;
      let next = 0;
      return words.replace(/\{(\d*)\}/g, (_, place) => {
        const part = found[place ? Number(place) : ++next];
        return lookup(part) ?? part;
      });
    }
    return undefined;
  }

  const bare = (html) => html.replace(/<[^>]*>/g, '');

  function showText(node) {
    const block = node.parentElement?.closest(WHOLE);
    if (block && !block.querySelector(WHOLE)) {
      const whole = lookup(block.textContent);
      if (whole !== undefined && block.childNodes.length > 1) return void (block.innerHTML = whole);
    }
    const words = lookup(node.data);
    if (words !== undefined) node.data = node.data.replace(node.data.trim(), () => bare(words));
  }

  function showNames(element) {
    for (const name of SEEN) {
      const value = element.getAttribute(name), words = value && lookup(value);
      if (words !== undefined && words !== null && words !== '') element.setAttribute(name, bare(words));
    }
  }

  function show(node) {
    if (node.nodeType === Node.TEXT_NODE) return void showText(node);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches('script, style, textarea')) return;
    showNames(node);
    for (const child of [...node.childNodes]) show(child);
  }

  /** Show a document in the visitor's language, and whatever comes into it. */
  function watch(page) {
    page.documentElement.lang = language;
    if (!table) return;
    show(page.body);
    new page.defaultView.MutationObserver((changes) => {
      for (const {type, target, addedNodes} of changes) {
        if (type === 'childList') addedNodes.forEach(show);
        else if (type === 'characterData') showText(target);
        else showNames(target);
      }
    }).observe(page.body, {subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: SEEN});
  }

  return {watch, lookup: (text) => (table ? lookup(text) : text)};
})();
