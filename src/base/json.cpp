#include "base/json.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <set>
#include <string>
#include <vector>

namespace mado {
namespace {

constexpr size_t depth_max = 32;

/// Watches the parse for what Boost.JSON would silently let pass: the last of two equal keys wins there.
struct DuplicateKeys {
  static constexpr size_t max_object_size = 100'000, max_array_size = 1'000'000, max_key_size = 10'000,
                          max_string_size = 64 << 20;
  std::vector<std::set<std::string, std::less<>>> keys;
  std::string partial;
  std::string duplicate;
  bool nul = false;

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return keys.emplace_back(), true; }
  bool on_object_end(size_t, json::error_code&) { return keys.pop_back(), true; }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(size_t, json::error_code&) { return true; }
  bool on_key_part(json::string_view part, size_t, json::error_code&) { return partial.append(part), true; }
  bool on_key(json::string_view part, size_t, json::error_code& error) {
    partial.append(part);
    nul = nul || partial.contains('\0');
    if (!keys.back().insert(partial).second) {
      duplicate = partial;
      error = json::error::exception;
      return false;
    }
    partial.clear();
    return true;
  }
  bool on_string_part(json::string_view part, size_t, json::error_code&) { return note(part); }
  bool on_string(json::string_view part, size_t, json::error_code&) { return note(part); }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
  bool on_double(double, json::string_view, json::error_code&) { return true; }
  bool on_bool(bool, json::error_code&) { return true; }
  bool on_null(json::error_code&) { return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  bool note(std::string_view part) {
    nul = nul || part.contains('\0');
    return true;
  }
};

}  // namespace

Result<json::value> parse_json(std::string_view text) {
  json::parse_options options;
  options.max_depth = depth_max;
  json::basic_parser<DuplicateKeys> watch(options);
  json::error_code error;
  const auto used = watch.write_some(false, text.data(), text.size(), error);
  if (!watch.handler().duplicate.empty() || error == json::error::exception)
    return std::unexpected(Error{.code = ErrorCode::unreadable,
                                 .key = "json.duplicate_key",
                                 .values = {{"key", watch.handler().duplicate}}});
  if (!error && used != text.size()) error = json::error::extra_data;
  if (error) return fail(ErrorCode::unreadable, "json.unreadable", error.message());
  if (watch.handler().nul) return fail(ErrorCode::invalid, "json.nul");
  auto value = json::parse(text, error, {}, options);
  if (error) return fail(ErrorCode::unreadable, "json.unreadable", error.message());
  return value;
}

bool is_utf8(std::string_view bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const auto byte = [&](size_t k) { return static_cast<unsigned char>(bytes[k]); };
    const unsigned char lead = byte(at);
    const size_t length = lead < 0x80   ? 1
                          : lead < 0xC2 ? 0
                          : lead < 0xE0 ? 2
                          : lead < 0xF0 ? 3
                          : lead < 0xF5 ? 4
                                        : 0;
    if (length == 0 || at + length > bytes.size()) return false;
    for (size_t k = at + 1; k < at + length; ++k)
      if ((byte(k) & 0xC0) != 0x80) return false;
    if ((lead == 0xE0 && byte(at + 1) < 0xA0) || (lead == 0xED && byte(at + 1) > 0x9F) ||
        (lead == 0xF0 && byte(at + 1) < 0x90) || (lead == 0xF4 && byte(at + 1) > 0x8F))
      return false;
    at += length;
  }
  return true;
}

}  // namespace mado
