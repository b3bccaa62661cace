// Tells the page around an embedded chart how high it is. Whoever listens can give the frame that height; nothing else is sent.

const name = document.querySelector("figure").id.replace("chart-", "");
const tell = () => parent.postMessage({ type: "cakupan:height", chart: name, height: Math.ceil(document.documentElement.getBoundingClientRect().height) }, "*");

if (parent !== window) new ResizeObserver(tell).observe(document.documentElement);
