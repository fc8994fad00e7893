#include "pages/plans.hpp"

#include <unicode/normalizer2.h>

#include <algorithm>
#include <sstream>

#include "pages/told.hpp"
#include "policy/offer.hpp"
#include "policy/terms_text.hpp"

namespace mado::pages {
namespace {

using policy::Plan;

std::string folded(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) return text;
  std::string out;
  folding->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(out);
  return out;
}

/// One line of the matrix: a service or another feature.
struct Line {
  std::string id;
  std::string name;
};

/// Which names fit. The script of the site finds the same way.
class Search {
 public:
  explicit Search(const std::string& asked) : phrase_(folded(asked)) {
    std::istringstream all(phrase_);
    for (std::string word; all >> word;) words_.push_back(word);
    phrase_ = fmt::format("{}", fmt::join(words_, " "));
  }
  bool empty() const { return words_.empty(); }
  bool whole(const std::string& name) const { return folded(name).contains(phrase_); }
  bool any_word(const std::string& name) const {
    const auto text = folded(name);
    return std::ranges::any_of(words_, [&](const auto& word) { return text.contains(word); });
  }

 private:
  std::string phrase_;
  std::vector<std::string> words_;
};

class PlansPage {
 public:
  PlansPage(const Reader& reader, const Visit& visit)
      : reader_(reader), policy_(reader.policy()), asked_(visit.words) {
    for (const auto& service : policy_.services) add_line(services_, service.id, service.name);
    for (const auto& feature : policy_.features)
      if (policy_.service(feature.id) == nullptr) add_line(features_, feature.id, feature.name);
    find(Search(asked_));
  }

  Data data() const {
    Data page;
    page.set("words", asked_);
    page.set("asked", !asked_.empty());
    page.set("none", none_);
    const auto columns = compared();
    page.set("has_matrix", !columns.empty() && services_.size() + features_.size() > 0);
    page.set("matrix_hidden", none_ || std::ranges::none_of(columns, [this](const Plan* plan) {
                                return kept(plan->id, plans_kept_);
                              }));
    page.set("columns", list(columns, [this](const Plan* plan) { return named(*plan); }));
    Data groups{Data::type::list};
    if (!services_.empty()) groups.push_back(group("plans.services", services_));
    if (!features_.empty()) groups.push_back(group("plans.features", features_));
    page.set("groups", groups);
    page.set("plans", cards(false));
    page.set("addons", cards(true));
    page.set("has_addons", std::ranges::any_of(policy_.plans, &Plan::addon));
    return page;
  }

 private:
  using Ids = std::set<std::string>;
  static bool kept(const std::string& id, const std::optional<Ids>& ids) { return !ids || ids->contains(id); }
  std::string in(const Texts& texts) const { return std::string(reader_.in(texts)); }

  void add_line(std::vector<Line>& lines, const std::string& id, const Texts& name) const {
    if (std::ranges::any_of(policy_.plans, [&](const Plan& plan) { return plan.features.contains(id); }))
      lines.push_back({id, in(name)});
  }

  /// A feature that fits whole, else a plan that does, else whatever has one of the words.
  void find(const Search& search) {
    if (search.empty()) return;
    const auto whole = [&](const std::string& name) { return search.whole(name); };
    const auto any_word = [&](const std::string& name) { return search.any_word(name); };
    if (auto lines = lines_that(whole); !lines.empty()) {
      lines_kept_ = std::move(lines);
    } else if (auto plans = plans_that(whole); !plans.empty()) {
      plans_kept_ = std::move(plans);
    } else {
      if (auto some = lines_that(any_word); !some.empty()) lines_kept_ = std::move(some);
      if (auto some = plans_that(any_word); !some.empty()) plans_kept_ = std::move(some);
      none_ = !lines_kept_ && !plans_kept_;
    }
  }

  template <class Fits>
  Ids lines_that(Fits fits) const {
    Ids ids;
    for (const auto* lines : {&services_, &features_})
      for (const auto& line : *lines)
        if (fits(line.name)) ids.insert(line.id);
    return ids;
  }

  template <class Fits>
  Ids plans_that(Fits fits) const {
    Ids ids;
    for (const auto& plan : policy_.plans)
      if (fits(in(plan.name))) ids.insert(plan.id);
    return ids;
  }

  /// Plans whose contents are written in the policy.
  std::vector<const Plan*> compared() const {
    std::vector<const Plan*> columns;
    for (const auto& plan : policy_.plans)
      if (!plan.addon && !plan.features.empty()) columns.push_back(&plan);
    return columns;
  }

  Data named(const Plan& plan) const {
    Data data;
    data.set("id", plan.id);
    data.set("name", in(plan.name));
    data.set("trial", plan.trial);
    data.set("addon", plan.addon);
    data.set("hidden", none_ || !kept(plan.id, plans_kept_));
    return data;
  }

  Data group(std::string_view title, const std::vector<Line>& lines) const {
    Data data;
    data.set("title", words(reader_, title));
    data.set("span", std::to_string(compared().size() + 1));
    data.set("hidden",
             std::ranges::none_of(lines, [this](const Line& line) { return kept(line.id, lines_kept_); }));
    data.set("lines", list(lines, [this](const Line& line) {
               Data row;
               row.set("id", line.id);
               row.set("name", line.name);
               row.set("hidden", !kept(line.id, lines_kept_));
               row.set("cells", list(compared(), [&](const Plan* plan) { return cell(*plan, line.id); }));
               return row;
             }));
    return data;
  }

  Data cell(const Plan& plan, const std::string& feature) const {
    auto data = named(plan);
    const auto found = plan.features.find(feature);
    const std::string_view stands = found == plan.features.end() ? "unsaid" : found->second ? "yes" : "no";
    data.set("stands", std::string(stands));
    data.set("mark", stands == "yes" ? "✓" : stands == "no" ? "–" : "?");
    data.set("text", words(reader_, fmt::format("plans.{}", stands)));
    return data;
  }

  Data cards(bool addons) const {
    Data items{Data::type::list};
    for (const auto& plan : policy_.plans)
      if (plan.addon == addons) items.push_back(card(plan));
    return items;
  }

  Data card(const Plan& plan) const {
    auto data = named(plan);
    data.set("desks", list(plan.desks, [&](const std::string& id) { return desk(plan, id); }));
    data.set("has_desks", !plan.desks.empty());
    data.set("trial_as_paid", plan.trial && has_every_desk(plan));
    const auto gives = given(plan);
    data.set("gives", list(gives, [](const auto& text) { return paragraph(text); }));
    data.set("has_gives", !gives.empty());
    put_text(data, "contains", features(plan, true));
    put_text(data, "lacks", features(plan, false));
    put_text(data, "obtain", in(plan.obtain));
    if (const auto* buyers = buyers_desk(policy_); plan.obtain.empty() && buyers != nullptr) {
      data.set("ask", words(reader_, "plans.ask", {{"desk", in(buyers->name)}}));
      data.set("ask_desk", buyers->id);
    }
    return data;
  }

  /// A trial is served like a paid plan where it opens each desk that a paid plan does (S10).
  bool has_every_desk(const Plan& trial) const {
    return std::ranges::all_of(policy_.plans, [&](const Plan& plan) {
      return plan.trial || plan.addon || std::ranges::all_of(plan.desks, [&](const std::string& desk) {
               return std::ranges::find(trial.desks, desk) != trial.desks.end();
             });
    });
  }

  std::string features(const Plan& plan, bool contained) const {
    std::vector<std::string> names;
    for (const auto* lines : {&services_, &features_})
      for (const auto& line : *lines)
        if (const auto found = plan.features.find(line.id);
            found != plan.features.end() && found->second == contained)
          names.push_back(line.name);
    return joined(reader_, names);
  }

  /// A desk that the plan opens: its severities, and what would lift the limit (S21).
  Data desk(const Plan& plan, const std::string& id) const {
    Data data;
    const auto* desk = policy_.desk(id);
    if (desk == nullptr) return data;
    data.set("id", id);
    data.set("name", in(desk->name));
    const std::set<std::string> has(plan.gives.begin(), plan.gives.end());
    std::vector<std::string> open;
    std::vector<std::string> lifted;
    for (const auto& severity : desk->severities)
      if (policy::promise_for(policy_, id, severity, has) != nullptr)
        open.push_back(severity);
      else if (const auto lifting = lifting_plans(id, severity); !lifting.empty())
        lifted.push_back(
            words(reader_, "plans.lifted", {{"severity", severity}, {"plan", plans_text(reader_, lifting)}}));
    data.set("severities", words(reader_, "plans.desk_severities",
                                 {{"list", policy::severities_text(open, reader_.language)}}));
    put_text(data, "lifted", joined(reader_, lifted));
    return data;
  }

  std::vector<const Plan*> lifting_plans(const std::string& desk, const std::string& severity) const {
    for (const auto& promise : policy_.promises)
      if (promise.severity == severity && std::ranges::find(promise.desks, desk) != promise.desks.end() &&
          !promise.needs.empty())
        return plans_giving(policy_, promise.needs);
    return {};
  }

  /// "Technical support, severity A": what the plan's entitlements open beyond its desks.
  std::vector<std::string> given(const Plan& plan) const {
    std::vector<std::string> texts;
    for (const auto& promise : policy_.promises)
      if (std::ranges::find(plan.gives, promise.needs) != plan.gives.end())
        texts.push_back(words(reader_, "plans.opens",
                              {{"desk", desks_text(reader_, promise.desks)}, {"list", promise.severity}}));
    return texts;
  }

  const Reader& reader_;
  const policy::Policy& policy_;
  std::string asked_;
  std::vector<Line> services_;
  std::vector<Line> features_;
  std::optional<Ids> lines_kept_;  ///< nothing: all
  std::optional<Ids> plans_kept_;
  bool none_ = false;
};

}  // namespace

std::string plans_page(const Reader& reader, const Visit& visit) {
  const Frame frame{.title = words(reader, "plans.title"),
                    .description = words(reader, "plans.lead"),
                    .place = Place::plans};
  return render("plans", PlansPage(reader, visit).data(), frame, reader, visit);
}

}  // namespace mado::pages
