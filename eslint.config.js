import js from "@eslint/js";
import globals from "globals";

export default [
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
  { files: ["trainloop/widgets/js/**", "web/host/**"], languageOptions: { globals: globals.browser } },
  {
    files: ["trainloop/widgets/js/build.js", "web/vendor/*.js", "tests/widgets/**", "eslint.config.js"],
    languageOptions: { globals: globals.node },
  },
];
