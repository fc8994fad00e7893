#include "operators/parse.hpp"

#include <charconv>
#include <limits>

#include "http/fields.hpp"
#include "operators/move_json.hpp"

namespace mado::operators {
namespace {

using http::Fields;
using http::Length;
using http::Presence;

constexpr size_t text_characters_max = 200'000;
constexpr size_t reason_characters_max = 1000;
constexpr size_t files_max = 64;

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size() || number < 1) return std::nullopt;
  return number;
}

std::optional<json::value> take(json::object& body, std::string_view key) {
  const auto found = body.find(key);
  if (found == body.end()) return std::nullopt;
  auto value = std::move(found->value());
  body.erase(found);
  return value;
}

/// What Fields does not read: a field whose keys are free, a choice of words or a list, a number.
class Proposed {
 public:
  explicit Proposed(json::object body)
      : files_(take(body, "files")),
        move_(take(body, "move")),
        from_(take(body, "from_version")),
        fields_(std::move(body)) {}

  Fields& fields() { return fields_; }

  void read_files(Proposal& proposal) {
    if (!files_) return;
    if (!files_->is_object()) return fields_.wrong("files", "not_object");
    if (files_->as_object().size() > files_max) return fields_.wrong("files", "too_many_items");
    for (const auto& [name, contents] : files_->as_object()) {
      if (!contents.is_string()) return fields_.wrong("files." + std::string(name), "not_text");
      proposal.files.emplace(name, std::string(contents.as_string()));
    }
  }

  void read_move(Proposal& proposal) {
    if (!move_) return;
    const auto move = move_of(*move_);
    if (!move) return fields_.wrong("move", move.error().fields.front().key);
    proposal.move = *move;
  }

  void read_from(Proposal& proposal) {
    if (!from_) return;
    if (!from_->is_int64() || from_->as_int64() < 1) return fields_.wrong("from_version", "not_number");
    proposal.from = from_->as_int64();
  }

  void read_time(Proposal& proposal) {
    const auto text = fields_.text_or("effective_at", Length{40});
    if (!text) return;
    if (const auto at = parse_instant(*text))
      proposal.effective_at = *at;
    else
      fields_.wrong("effective_at", "not_instant");
  }

  Proposal proposal() {
    Proposal proposal;
    const bool has_text = fields_.has("text");
    proposal.text = fields_.text("text", Presence::optional, Length{text_characters_max});
    read_files(proposal);
    read_from(proposal);
    read_move(proposal);
    read_time(proposal);
    if (has_text == from_.has_value()) fields_.wrong("text", "policy.text_or_version");
    return proposal;
  }

  void refuse_others() {
    if (move_) fields_.wrong("move", "unknown_field");
    if (from_) fields_.wrong("from_version", "unknown_field");
  }

 private:
  std::optional<json::value> files_;
  std::optional<json::value> move_;
  std::optional<json::value> from_;
  Fields fields_;
};

}  // namespace

Result<VersionsPage> parse_versions_page(const http::Call& call) {
  VersionsPage page{.before = std::numeric_limits<std::int64_t>::max()};
  if (const auto after = call.query_value("after")) {
    const auto number = number_of(*after);
    if (!number) return fail_field("after", "unknown_cursor");
    page.before = *number;
  }
  MADO_TRY(limit, call.query_number("limit", 1, 100, page.limit));
  page.limit = limit;
  return page;
}

Result<std::int64_t> parse_number(const http::Call& call, std::string_view name) {
  if (const auto number = number_of(call.parameter(name))) return *number;
  return fail(ErrorCode::not_found, "not_found");
}

Result<Proposal> parse_text(const http::Call& call) {
  MADO_TRY(body, call.json_body());
  Proposed proposed(std::move(body));
  Proposal proposal;
  proposal.text = proposed.fields().text("text", Presence::required, Length{text_characters_max});
  proposed.read_files(proposal);
  proposed.refuse_others();
  MADO_CHECK(proposed.fields().done());
  return proposal;
}

Result<Proposal> parse_proposal(const http::Call& call) {
  MADO_TRY(body, call.json_body());
  Proposed proposed(std::move(body));
  auto proposal = proposed.proposal();
  MADO_CHECK(proposed.fields().done());
  return proposal;
}

Result<Publish> parse_publish(const http::Call& call) {
  MADO_TRY(newest, call.if_match());
  MADO_TRY(body, call.json_body());
  Proposed proposed(std::move(body));
  Publish command{.proposal = proposed.proposal(), .reason = {}, .newest_seen = newest};
  command.reason = proposed.fields().text("reason", Presence::required, Length{reason_characters_max, 1});
  MADO_CHECK(proposed.fields().done());
  return command;
}

}  // namespace mado::operators
