export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    "doctype-style": "off", // the house writes <!doctype html> small, as the standard allows
    "no-trailing-whitespace": "off", // a matter of bytes, not of meaning
    "tel-non-breaking": "off", // .zw-tel keeps a number on one line
    "void-style": "off", // Markdown closes its void elements, our templates do not
    "valid-id": ["error", {relaxed: true}], // addresses of headings are Chinese words
    "prefer-native-element": ["error", {exclude: ["region"]}], // a <section> asks for a heading of its own, a table has a caption
  },
};
