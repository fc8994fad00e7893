#include "http/web_files.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>

namespace mado::http {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> content_types = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".avif", "image/avif"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
    {".xml", "text/xml; charset=utf-8"},
    {".map", "application/json"},
}};

std::string_view content_type_of(std::string_view name) {
  for (const auto& [ending, type] : content_types)
    if (name.ends_with(ending)) return type;
  return "application/octet-stream";
}

bool is_screen(std::string_view path) {
  constexpr std::array screens = {"/portal", "/console", "/office", "/sign-in"};
  return std::ranges::any_of(screens, [path](std::string_view screen) {
    return path == screen || (path.starts_with(screen) && path[screen.size()] == '/');
  });
}

WebFile::Use use_of(std::string_view path) {
  if (path == "/pane.js") return WebFile::Use::handed_out;
  return path == "/sign-in/pane" ? WebFile::Use::opened_by_others : WebFile::Use::own_pages;
}

std::string hash_of(std::string_view bytes) {
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), nullptr, 0);
  std::string text(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  text.pop_back();
  return text;
}

}  // namespace

struct WebFiles::Kept {
  embedded::File file;
  std::string_view content_type;
  std::once_flag hashed = {};
  std::string hash = {};
  std::array<std::once_flag, 3> compressed = {};
  std::array<std::string, 3> bodies = {};  ///< by coding; empty if the file itself is not larger

  std::string_view body(Coding coding) {
    const auto at = static_cast<size_t>(coding);
    std::call_once(compressed[at], [&] {
      auto body = compress(file.bytes, coding, Effort::thorough);
      if (body.size() < file.bytes.size()) bodies[at] = std::move(body);
    });
    return bodies[at];
  }
};

WebFiles::WebFiles(std::span<const embedded::File> files) {
  for (const auto& file : files)
    kept_.push_back(
        std::unique_ptr<Kept>(new Kept{.file = file, .content_type = content_type_of(file.name)}));
  start_page_ = kept("app.html");
  if (start_page_ == nullptr) start_page_ = kept("200.html");
}

WebFiles::~WebFiles() = default;

WebFiles::Kept* WebFiles::kept(std::string_view name) {
  const auto place =
      std::ranges::lower_bound(kept_, name, {}, [](const auto& kept) { return kept->file.name; });
  return place != kept_.end() && (*place)->file.name == name ? place->get() : nullptr;
}

std::optional<WebFile> WebFiles::find(std::string_view path, Coding accepted) {
  auto* found = kept(path.substr(1));
  if (found == nullptr && is_screen(path)) found = start_page_;
  if (found == nullptr) return std::nullopt;
  std::call_once(found->hashed, [&] { found->hash = hash_of(found->file.bytes); });
  WebFile file{.content_type = found->content_type,
               .body = found->file.bytes,
               .etag = '"' + found->hash + '"',
               .immutable = path.starts_with("/_app/immutable/"),
               .use = use_of(path)};
  if (accepted == Coding::plain || file.body.size() < compress_bytes_min ||
      !is_compressible(file.content_type))
    return file;
  if (const auto body = found->body(accepted); !body.empty()) {
    file.body = body;
    file.coding = accepted;
    file.etag.insert(file.etag.size() - 1, '-' + std::string(name_of(accepted)));
  }
  return file;
}

bool matches_etag(std::string_view if_none_match, std::string_view etag) {
  if (if_none_match == "*") return true;
  for (auto at = if_none_match.find(etag); at != std::string_view::npos;
       at = if_none_match.find(etag, at + 1)) {
    const auto end = at + etag.size();
    if (end == if_none_match.size() || if_none_match[end] == ',' || if_none_match[end] == ' ') return true;
  }
  return false;
}

}  // namespace mado::http
