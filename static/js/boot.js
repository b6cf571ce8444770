// A page whose modules did not all arrive would stand there dead for months (a classic script: it must not depend on one).
// It asks the server until it answers, with jitter, and only then loads the page again.
(() => {
  const RETRY_MS = 3000;
  let waiting = false;

  // Read to its end: an answer cut off by the reload would count as one that failed.
  const isServed = async () => {
    const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
    const text = await answer?.text().catch(() => "");
    return Boolean(answer?.ok && text);
  };

  const again = async () => {
    if (await isServed()) location.reload();
    else setTimeout(again, RETRY_MS * (0.5 + Math.random()));
  };

  /** @param {Event} event */
  const failed = (event) => {
    const { target } = event;
    if (waiting || !(target instanceof HTMLScriptElement) || target.type !== "module") return;
    waiting = true;
    setTimeout(again, RETRY_MS * Math.random());
  };

  // Load errors do not bubble: they are seen on their way down.
  window.addEventListener("error", failed, { capture: true });
})();
