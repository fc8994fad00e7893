#include "help/write_parse.hpp"

#include <charconv>

#include "help/office_api.hpp"
#include "http/fields.hpp"

namespace mado::help {
namespace {

using http::Fields;
using http::Length;
using http::Presence;

constexpr size_t title_characters_max = 200;
constexpr size_t description_characters_max = 1000;
constexpr size_t word_characters_max = 100;

Text read_text(Fields& fields) {
  Text text;
  text.title = fields.text("title", Presence::required, Length{title_characters_max, 1});
  text.description = fields.text("description", Presence::optional, Length{description_characters_max});
  text.product = fields.text("product", Presence::optional, Length{word_characters_max});
  text.topic = fields.text("topic", Presence::optional, Length{word_characters_max});
  text.audience =
      fields
          .choice<Audience>(
              "audience", Presence::optional,
              {{"public", Audience::everyone}, {"admins", Audience::admins}, {"agents", Audience::agents}})
          .value_or(Audience::everyone);
  text.is_guide =
      fields.choice<bool>("kind", Presence::optional, {{"article", false}, {"guide", true}}).value_or(false);
  text.markdown = fields.text("markdown", Presence::required, Length{article_characters_max, 1});
  return text;
}

void read_rest(Fields& fields, Save& command) {
  command.text = read_text(fields);
  command.note = fields.text("note", Presence::optional, Length{description_characters_max});
  command.owner = fields.text_or("owner", Length{word_characters_max, 1});
  const auto review = fields.text_or("review_at", Length{40});
  if (!review || review->empty()) return;
  if (const auto at = parse_instant(*review))
    command.review = *at;
  else
    fields.wrong("review_at", "not_instant");
}

Result<void> check_length(std::string field, std::string_view text, size_t characters_max) {
  if (http::characters_in(text) <= characters_max) return {};
  return fail_field(std::move(field), "too_long", {{"max", std::to_string(characters_max)}});
}

std::optional<std::pair<ArticleId, Language>> cursor_of(std::string_view text) {
  const size_t dot = text.find('.');
  if (dot == text.npos) return std::nullopt;
  const auto id = ArticleId::parse(text.substr(0, dot));
  const auto language = language_of_code(text.substr(dot + 1));
  return id && language ? std::optional(std::pair(*id, *language)) : std::nullopt;
}

}  // namespace

std::optional<Language> choose_language(Fields& fields) {
  return fields.choice<Language>("lang", Presence::required,
                                 {{code_of(Language::en), Language::en},
                                  {code_of(Language::ja), Language::ja},
                                  {code_of(Language::zh_hans), Language::zh_hans}});
}

Result<Place> parse_place(const http::Call& call) {
  MADO_TRY(id, call.id_parameter<ArticleId>("id"));
  const auto language = language_of_code(call.parameter("lang"));
  if (!language) return fail(ErrorCode::not_found, "not_found");
  return Place{id, *language};
}

Result<OldText> parse_old_text(const http::Call& call) {
  MADO_TRY(place, parse_place(call));
  const auto text = call.parameter("n");
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size() || number < 1)
    return fail(ErrorCode::not_found, "not_found");
  return OldText{place, number, 0};
}

Result<OldText> parse_difference(const http::Call& call) {
  MADO_TRY(asked, parse_old_text(call));
  MADO_TRY(before, call.query_number("from", 0, 1'000'000, static_cast<int>(asked.number - 1)));
  asked.before = before;
  return asked;
}

Result<store::Listing> parse_listing(const http::Call& call) {
  store::Listing listing;
  const auto state = call.query_value("state");
  const auto language = call.query_value("written_in");
  const auto after = call.query_value("after");
  listing.overdue = state == "overdue";
  if (state && !listing.overdue) listing.state = state_of_code(*state);
  if (language) listing.language = language_of_code(*language);
  if (after) listing.after = cursor_of(*after);
  listing.owner = call.query_value("owner").value_or("");
  listing.title = call.query_value("q").value_or("");
  MADO_CHECK(check_length("owner", listing.owner, word_characters_max));
  MADO_CHECK(check_length("q", listing.title, title_characters_max));
  if (state && !listing.overdue && !listing.state) return fail_field("state", "unknown_value");
  if (language && !listing.language) return fail_field("written_in", "unknown_value");
  if (after && !listing.after) return fail_field("after", "unknown_cursor");
  MADO_TRY(limit, call.query_number("limit", 1, 100, listing.limit));
  listing.limit = limit;
  return listing;
}

Result<Save> parse_new(const http::Call& call) {
  MADO_TRY(body, call.json_body());
  Fields fields(std::move(body));
  Save command;
  command.language = choose_language(fields).value_or(Language::en);
  read_rest(fields, command);
  MADO_CHECK(fields.done());
  return command;
}

Result<Save> parse_save(const http::Call& call) {
  MADO_TRY(place, parse_place(call));
  MADO_TRY(seen, call.if_match());
  MADO_TRY(body, call.json_body());
  Fields fields(std::move(body));
  Save command;
  command.id = place.id;
  command.language = place.language;
  command.seen = seen;
  read_rest(fields, command);
  MADO_CHECK(fields.done());
  return command;
}

Result<Move> parse_move(const http::Call& call) {
  MADO_TRY(place, parse_place(call));
  MADO_TRY(seen, call.if_match());
  MADO_TRY(body, call.json_body());
  Fields fields(std::move(body));
  const auto state = fields.choice<State>(
      "state", Presence::required,
      {{"draft", State::draft}, {"in_review", State::in_review}, {"published", State::published}});
  MADO_CHECK(fields.done());
  return Move{place.id, place.language, seen, state.value_or(State::draft)};
}

Result<Preview> parse_preview(const http::Call& call) {
  MADO_TRY(body, call.json_body());
  Fields fields(std::move(body));
  Preview preview;
  preview.markdown = fields.text("markdown", Presence::required, Length{article_characters_max});
  const auto id = fields.text("id", Presence::optional, Length{40});
  preview.id = ArticleId::parse(id);
  if (!id.empty() && !preview.id) fields.wrong("id", "unknown_value");
  MADO_CHECK(fields.done());
  return preview;
}

}  // namespace mado::help
