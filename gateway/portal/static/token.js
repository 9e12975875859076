// A QR code leads to /token#<15 digits>. What is behind the # goes to no server; it is kept in this tab over signing in,
// and put into the field. Without this script the officer types the number.
"use strict";
(() => {
  const KEY = "prakat-token";
  const scanned = /^#(\d{15})$/.exec(location.hash);
  if (scanned) {
    sessionStorage.setItem(KEY, scanned[1]);
    history.replaceState(null, "", location.pathname + location.search);
  }
  const field = document.getElementById("token");
  const kept = sessionStorage.getItem(KEY);
  if (field && kept && !field.value) {
    field.value = kept.replace(/(\d{3})(?=\d)/g, "$1 ");
    sessionStorage.removeItem(KEY);
  }
})();
