/// The files of the built web application, which live inside the binary: which file an address means, in
/// which coding it is sent, and when the reader has it already.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "embedded/file.hpp"
#include "http/compress.hpp"

namespace mado::http {

/// A file as it is sent. The views live as long as the WebFiles.
struct WebFile {
  std::string_view content_type;
  std::string_view body;
  std::string etag;  ///< with quotation marks; differs per coding
  Coding coding = Coding::plain;
  bool immutable = false;  ///< named by its contents: kept for a year
  enum class Use {
    own_pages,
    handed_out,       ///< a script that pages of other sites load: the help pane
    opened_by_others  ///< a page that answers the one that opened it: signing in for the help pane
  } use = Use::own_pages;
};

/// Safe to use from any thread. A file is compressed when it is first asked for, once per coding.
class WebFiles {
 public:
  /// `files` sorted by name.
  explicit WebFiles(std::span<const embedded::File> files);
  ~WebFiles();
  /// The file at `path` ("/_app/a.js"); for the screens of the application, which have no file of their own
  /// ("/portal/…", "/console/…", "/office/…", "/sign-in"), the page that starts it. Nothing if there is none.
  std::optional<WebFile> find(std::string_view path, Coding accepted);

 private:
  struct Kept;
  Kept* kept(std::string_view name);

  std::vector<std::unique_ptr<Kept>> kept_;  ///< sorted by name
  Kept* start_page_ = nullptr;
};

/// True if an If-None-Match header names this ETag (or is "*"); weak comparison (RFC 9110, 13.1.2).
bool matches_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace mado::http
