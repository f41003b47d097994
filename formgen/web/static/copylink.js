// Copies the link beside the button, and says so; without this script one selects it.
for (const button of document.querySelectorAll("button[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  const told = document.getElementById(button.dataset.tells);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = button.dataset.done;
    } catch {
      told.textContent = button.dataset.select;
    }
  });
}
