// Shows how far a job is without loading the page anew; at the end it loads the page, which then shows the result.
// While the service cannot be reached (it is being started again, the network is away) it goes on asking.
const show = async () => {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.status >= 500) return setTimeout(show, 3000);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#job[data-busy]");
    if (!answer.ok || !fresh) return location.reload();
    const [now, then] = [fresh, document].map((part) => ({ stand: part.querySelector("#stand"), bar: part.querySelector("progress") }));
    if (then.stand.textContent !== now.stand.textContent) then.stand.textContent = now.stand.textContent;
    then.bar.value = now.bar.value;
    document.title = page.title;
    setTimeout(show, 1000);
  } catch {
    setTimeout(show, 3000);
  }
};
setTimeout(show, 700);
