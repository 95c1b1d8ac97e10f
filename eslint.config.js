import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["**/static/**"] },
  js.configs.recommended,
  {
    rules: {
      "no-unused-vars": ["error", { varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" }],
      "prefer-const": ["error", { destructuring: "all" }],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "max-lines": ["error", { max: 300 }],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      "no-var": "error",
    },
  },
  {
    files: ["trainloop/*/js/**", "web/host/**", "web/practice/**"],
    languageOptions: { globals: globals.browser },
  },
  { files: ["web/practice/exercises/worker.js"], languageOptions: { globals: globals.worker } },
  {
    files: [
      "trainloop/*/js/build.js",
      "web/practice/build.js",
      "web/practice/exercises/bundles.js",
      "web/vendor/*.js",
      "tests/widgets/**",
      "eslint.config.js",
    ],
    languageOptions: { globals: globals.node },
  },
];
