// The page of a resume link: takes the code out of the address at once, so that it stays in no history and no bookmark.
const field = document.getElementById("code");

const take = () => {
  const code = location.hash.slice(1);
  if (!/^[\w-]{32}$/.test(code)) return;
  history.replaceState(null, "", location.pathname);
  field.value = code;
};
take();
addEventListener("hashchange", take);
document.getElementById("summary")?.focus();
