// Pages work without this. It only brings news into the parts that are marked, and asks before
// something is lost.
(() => {
  'use strict';
  const EVERY = 2000;

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-confirm]');
    if (button && !window.confirm(button.dataset.confirm)) {
      event.preventDefault();
    }
  });

  async function refresh() {
    const response = await fetch(location.href, {credentials: 'same-origin', redirect: 'manual'});
    if (!response.ok) {
      return;
    }
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    for (const part of document.querySelectorAll('[data-live]')) {
      const next = fresh.getElementById(part.id);
      // Not under the fingers of whoever is using it.
      if (next && next.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) {
        part.replaceWith(document.adoptNode(next));
      }
    }
  }

  async function loop() {
    if (!document.hidden) {
      try {
        await refresh();
      } catch {
        // The server is away; it is asked again.
      }
    }
    setTimeout(loop, EVERY);
  }

  if (document.querySelector('[data-live]')) {
    setTimeout(loop, EVERY);
  }
})();
