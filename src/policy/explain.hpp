/// `policy explain`: what happens if this is opened then, and which lines of the policy say so (N1, N5). It
/// asks the verdict and the clocks, and decides nothing itself.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "policy/read.hpp"
#include "policy/verdict.hpp"

namespace mado::policy {

struct ExplainQuestion {
  std::string desk = {};      ///< empty: the first that the asker may use
  std::string severity = {};  ///< empty: what the policy gives a plain question
  std::set<std::string> has = {};
  std::string role = {};  ///< of an admin; empty: one who may do everything
  Asker asker = Asker::admin;
  std::vector<std::string> plans =
      {};                        ///< ids of those held; empty: every one that gives nothing beyond `has`
  bool through_partner = false;  ///< the plans were bought from a partner (S5)
  bool insists = false;          ///< "new request anyway"
  std::string words = {};        ///< what the asker writes: finds topic and subjects out of scope
  std::string zone = {};         ///< the asker's (IANA); empty: the operator's
  std::string region = {};       ///< the asker's (ISO 3166), for phone numbers; empty: all
  std::string language = {};     ///< the asker's, for phone numbers
  Instant at = {};
};

/// One line of the policy, with what it says.
struct PolicyLine {
  enum class About {
    role,
    desk,
    triage,
    limit,
    promise,
    first_response,
    next_update,
    lowering,
    calendar,
    partner_customers,
    plan,
    out_of_scope
  } about = About::desk;
  Place place = {};
  std::string text = {};  ///< as written in the file, without indentation
};

/// A clock that would run, with the stretches of time to its due.
struct ExplainedClock {
  ClockStatus status;
  std::vector<ReceiptSegment> segments = {};
};

struct Explanation {
  std::shared_ptr<const Policy> policy;  ///< the verdict points into it
  ExplainQuestion question;
  Verdict verdict;
  std::vector<ExplainedClock> clocks = {};
  std::vector<PolicyLine> lines = {};  ///< in the order of the file
};

/// Explains a policy that was read without mistakes. Error: invalid, with the field (desk, severity, role,
/// has, plan, zone) that names nothing in the policy; `values` hold text and suggestion.
Result<Explanation> explain(const Reading& reading, const ExplainQuestion& question);

/// For a person, over several lines; times in the operator's zone; `file` stands before line numbers.
std::string text_of(const Explanation& explanation, const std::string& file, Language language);
/// For a program; names in `language`.
json::object json_of(const Explanation& explanation, const std::string& file, Language language);

std::string_view name_of(PolicyLine::About about);
std::string_view name_of(Answer answer);
std::string_view name_of(Limit::Reason reason);

}  // namespace mado::policy
