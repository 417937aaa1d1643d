/* A button at each transcript that copies what a client sends.
   The words come with the script: data-copy, data-copied, data-failed. */
(() => {
  "use strict";

  const words = document.currentScript.dataset;
  const SHOWN_FOR = 2000;

  /* Give the messages behind "->", without the arrows and the room that they take. */
  const sent = (transcript) => {
    const messages = [];
    let indent = null;
    for (const line of transcript.split("\n")) {
      const arrow = /^(\s*)(->|<-)( ?)/.exec(line);
      if (arrow !== null && arrow[2] === "->") {
        indent = arrow[0].length;
        messages.push(line.slice(indent));
      } else if (arrow !== null || line.trim() === "") {
        indent = null;
      } else if (indent !== null) {
        const room = Math.min(indent, line.length - line.trimStart().length);
        messages.push(line.slice(room));
      }
    }
    return messages.join("\n");
  };

  const addButton = (block) => {
    const text = sent(block.textContent);
    if (text === "") {
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "qapi-copy";
    button.textContent = words.copy;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = words.copied;
      } catch {
        button.textContent = words.failed;
      }
      setTimeout(() => {
        button.textContent = words.copy;
      }, SHOWN_FOR);
    });
    block.parentElement.append(button);
  };

  if (navigator.clipboard) {
    document.querySelectorAll(".highlight-QMP pre, .highlight-qmp pre").forEach(addButton);
  }
})();
