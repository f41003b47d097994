// Tips stand open beside their question where there is room, and closed under it where there is not.
const wide = matchMedia("(min-width: 56em)");
const spread = () => {
  for (const tip of document.querySelectorAll("details.tip")) tip.open = wide.matches;
};
spread();
wide.addEventListener("change", spread);
