// Reactions to the moment: they rise over the talk like bubbles, a few of many, and are gone.

const MOST = 14;

/** Draws into `layer` without lit: nothing of this is worth a place in anybody's template. */
export function rise(layer, burst) {
  if (!layer || document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  for (const { emoji, count } of burst) {
    for (let i = 0; i < Math.min(count, 4) && layer.childElementCount < MOST; i++) {
      const bubble = document.createElement('span');
      bubble.textContent = emoji;
      layer.append(bubble);
      const drift = (Math.random() - 0.5) * 60;
      bubble.style.left = `${15 + Math.random() * 70}%`;
      bubble.animate(
        [{ transform: 'translate(0, 0) scale(.6)', opacity: 0 }, { opacity: 1, offset: 0.15 }, { transform: `translate(${drift}px, -14rem) scale(1.15)`, opacity: 0 }],
        { duration: 2200 + Math.random() * 900, delay: i * 140, easing: 'ease-out', fill: 'backwards' },
      ).onfinish = () => bubble.remove();
    }
  }
}
