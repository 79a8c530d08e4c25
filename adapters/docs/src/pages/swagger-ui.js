"use strict";
(() => {
  const { settings, oauth2 } = {config};
  const { document: url, oauth2Redirect } = document.getElementById("swagger-ui").dataset;
  const absolute = (reference) => new URL(reference, location.href).href;
  const ui = SwaggerUIBundle({
    ...settings,
    url: absolute(url),
    dom_id: "#swagger-ui",
    oauth2RedirectUrl: absolute(oauth2Redirect),
    queryConfigEnabled: false,
  });
  if (Object.keys(oauth2).length > 0) {
    ui.initOAuth(oauth2);
  }
})();
