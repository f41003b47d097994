// Shows how far a job is without loading the page anew; at the end it loads the page, which then shows the result.
const show = async () => {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("#job[data-busy]");
  if (!answer.ok || !fresh) return location.reload();
  const [now, then] = [fresh, document].map((part) => ({ stand: part.querySelector("#stand"), bar: part.querySelector("progress") }));
  if (then.stand.textContent !== now.stand.textContent) then.stand.textContent = now.stand.textContent;
  then.bar.value = now.bar.value;
  document.title = page.title;
  setTimeout(show, 1000);
};
setTimeout(show, 700);
