/* Lets a search show first what is called just as the words that were searched for: Sphinx looks for
   `query-block` word by word, and takes `query-blockstats` to be as good. */

"use strict";

(() => {
  const ABOVE_ALL = 200;
  const asked = new URLSearchParams(window.location.search).get("q") ?? "";
  const name = asked.trim();
  if (typeof Scorer === "undefined" || Scorer.score) return; // the project has a scorer of its own
  Scorer.score = ([, title, , , score, , kind]) => {
    if (kind !== "object" || title.toLowerCase() !== name.toLowerCase()) return score;
    return score + ABOVE_ALL + Number(title === name); // STOP before stop
  };
})();
