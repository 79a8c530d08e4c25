"use strict";
(() => {
  const settings = {config};
  const { document: reference } = document.getElementById("scalar").dataset;
  Scalar.createApiReference("#scalar", {
    ...settings,
    url: new URL(reference, location.href).href,
  });
})();
