const place = document.getElementById("swagger-ui");
SwaggerUIBundle({
    url: place.dataset.description,
    domNode: place,
    deepLinking: true,
    validatorUrl: null, // its badge would ask a server on the internet
});
