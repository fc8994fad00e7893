#include "pages/vote.hpp"

#include "help/votes.hpp"
#include "http/fields.hpp"

namespace mado::pages {
namespace {

/// Ends the address of a page on which something was said: ?said=yes
enum class Said { yes, no, why, back, too_many };
std::string_view code_of(Said said) {
  switch (said) {
    case Said::yes:
      return "yes";
    case Said::no:
      return "no";
    case Said::why:
      return "why";
    case Said::back:
      return "back";
    case Said::too_many:
      break;
  }
  return "too-many";
}

Result<help::Vote> parse(const http::Call& call) {
  MADO_TRY(id, call.id_parameter<ArticleId>("id"));
  MADO_TRY(fields, call.form_body());
  auto vote = help::vote_of(call, id);
  const auto language = language_of_code(fields["lang"]);
  if (!language) return fail_field("lang", "unknown_language");
  vote.language = *language;
  const auto& said = fields["helped"];
  if (said != "yes" && said != "no" && said != "back") return fail_field("helped", "unknown_value");
  if (said != "back") vote.helped = said == "yes";
  if (!http::is_blank(fields["reason"]))
    vote.reason = http::first_characters(fields["reason"], help::reason_characters_max);
  return vote;
}

struct Told {
  help::Vote vote;
  Said said = Said::yes;
};

Said said_by(const help::Vote& vote) {
  if (!vote.helped) return Said::back;
  if (!vote.reason.empty()) return Said::why;
  return *vote.helped ? Said::yes : Said::no;
}

http::Reply lead_back(const Told& told, const http::Caller& caller) {
  http::Reply reply{.status = 303, .content_type = "", .body = ""};
  reply.headers = {{"Location", fmt::format("/articles/{}?lang={}&said={}#vote", told.vote.id.text(),
                                            mado::code_of(told.vote.language), code_of(told.said))},
                   {"Cache-Control", "no-store"}};
  help::keep_browser(reply, caller, told.vote.browser);
  return reply;
}

}  // namespace

std::string vote_html(const Reader& reader, const Visit& visit, const help::Version& version) {
  Data vote;
  vote.set("action", fmt::format("/articles/{}/vote", version.id.text()));
  vote.set("version", std::string(mado::code_of(version.language)));
  const bool is_told = visit.said == "yes" || visit.said == "no" || visit.said == "why";
  vote.set("asks", !is_told);
  vote.set("wants_reason", visit.said == "yes" || visit.said == "no");
  vote.set("said", std::string(visit.said == "yes" ? "yes" : "no"));
  for (const auto* said : {"yes", "no", "why", "back", "too-many"})
    vote.set(fmt::format("is_{}", said), visit.said == said);
  return piece("vote", vote, reader);
}

void add_vote(http::Router& router, const operators::Operators& operators, const Clock& clock) {
  router.add(http::write_route<help::Vote, Told>(
      http::Method::post, "/articles/{id}/vote", parse,
      [&operators, &clock](const help::Vote& vote, const http::Caller& caller, db::Tx& tx) -> Result<Told> {
        const auto& policy = *operators.by_id(caller.operator_id)->policy;
        const auto done = help::cast(tx, caller, policy, vote, clock.now());
        if (!done && done.error().code == ErrorCode::too_many) return Told{vote, Said::too_many};
        MADO_CHECK(done);
        return Told{vote, said_by(vote)};
      },
      lead_back));
}

}  // namespace mado::pages
