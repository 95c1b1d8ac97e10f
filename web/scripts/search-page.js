// The search page: the field shows the query; opened from a file it searches, without the excerpts it may not fetch.
document.getElementById("query").value = new URLSearchParams(location.search).get("q") ?? "";
if (location.protocol === "file:") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
  document.getElementById("search-offline").hidden = false;
}
