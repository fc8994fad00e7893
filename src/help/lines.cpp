#include "help/lines.hpp"

#include <zlib.h>

#include <array>
#include <memory>

namespace mado::help {
namespace {

constexpr size_t chunk_bytes = 256 * 1024;

struct CloseFile {
  void operator()(gzFile file) const { gzclose(file); }
};

/// Gathers chunks into lines.
class Lines {
 public:
  explicit Lines(const std::function<void(std::int64_t, std::string_view)>& see) : see_(see) {}

  void take(std::string_view chunk) {
    while (!chunk.empty()) {
      const size_t end = chunk.find('\n');
      append(chunk.substr(0, end));
      if (end == chunk.npos) return;
      finish_line();
      chunk.remove_prefix(end + 1);
    }
  }
  void finish() {
    if (!line_.empty() || too_long_) finish_line();
  }

 private:
  void append(std::string_view piece) {
    if (line_.size() + piece.size() > line_bytes_max) too_long_ = true;
    if (!too_long_) line_ += piece;
  }
  void finish_line() {
    ++number_;
    if (!line_.empty() && line_.back() == '\r') line_.pop_back();
    if (too_long_)
      see_(number_, "");
    else if (!line_.empty())
      see_(number_, line_);
    line_.clear();
    too_long_ = false;
  }

  const std::function<void(std::int64_t, std::string_view)>& see_;
  std::string line_;
  bool too_long_ = false;
  std::int64_t number_ = 0;
};

}  // namespace

Result<void> each_line(const std::string& path,
                       const std::function<void(std::int64_t number, std::string_view line)>& see) {
  const std::unique_ptr<gzFile_s, CloseFile> file(gzopen(path.c_str(), "rb"));
  if (!file) return fail(ErrorCode::not_found, "file.not_found", path);
  gzbuffer(file.get(), chunk_bytes);
  std::string chunk(chunk_bytes, '\0');
  Lines lines(see);
  while (true) {
    const int read = gzread(file.get(), chunk.data(), static_cast<unsigned>(chunk.size()));
    if (read < 0) return fail(ErrorCode::unreadable, "file.damaged", path);
    if (read == 0) break;
    lines.take(std::string_view(chunk).substr(0, static_cast<size_t>(read)));
  }
  lines.finish();
  int error = Z_OK;
  gzerror(file.get(), &error);
  if (error == Z_BUF_ERROR) return fail(ErrorCode::unreadable, "file.damaged", path);
  return {};
}

}  // namespace mado::help
