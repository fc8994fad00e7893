#include "pages/terms.hpp"

#include <algorithm>

#include "pages/told.hpp"
#include "policy/desk_hours.hpp"
#include "policy/offer.hpp"
#include "policy/terms_text.hpp"

namespace mado::pages {
namespace {

using policy::Promise;

/// Promises that read alike, and the desks that give them.
struct Group {
  const Promise* promise;
  std::vector<std::string> desks;
};

bool read_alike(const Promise& a, const Promise& b, const Reader& reader) {
  const auto told = [&](const policy::Target& target) {
    return policy::target_text(reader.policy(), target, reader.language);
  };
  const auto update = [&](const Promise& promise) {
    return promise.next_update ? told(*promise.next_update) : "";
  };
  return told(a.first_response) == told(b.first_response) &&
         a.first_response.calendar == b.first_response.calendar && update(a) == update(b);
}

Data promise_data(const Group& group, size_t groups, const Reader& reader) {
  const auto& policy = reader.policy();
  const auto& promise = *group.promise;
  const auto target = [&](const policy::Target& each) {
    return policy::target_text(policy, each, reader.language);
  };
  Data data;
  data.set("first_response", target(promise.first_response));
  put_text(data, "next_update",
           promise.next_update
               ? words(reader, "severities.next_update", {{"target", target(*promise.next_update)}})
               : "");
  const auto* calendar = policy.calendar(promise.first_response.calendar);
  put_text(data, "counted",
           calendar ? words(reader, "severities.counted",
                            {{"hours", policy::hours_text(*calendar, reader.language)}})
                    : "");
  put_text(data, "by", groups > 1 ? joined(reader, group.desks) : "");
  return data;
}

/// Promises of one severity; desks that promise the same stand together, unnamed if all do.
Data promises(const std::string& severity, const Reader& reader) {
  std::vector<Group> groups;
  for (const auto& desk : reader.policy().desks) {
    const auto* promise = policy::first_promise(reader.policy(), desk.id, severity);
    if (promise == nullptr) continue;
    auto same = std::ranges::find_if(
        groups, [&](const Group& group) { return read_alike(*group.promise, *promise, reader); });
    if (same == groups.end()) same = groups.insert(groups.end(), {promise, {}});
    same->desks.emplace_back(reader.in(desk.name));
  }
  return list(groups, [&](const Group& group) { return promise_data(group, groups.size(), reader); });
}

std::string term_id(std::string_view kind, const Promise& promise) {
  return fmt::format("term-{}-{}-{}", kind, promise.desks.front(), promise.severity);
}

/// Two sentences, one after the other.
std::string after(const Reader& reader, std::string first, std::string second) {
  return words(reader, "terms.two", {{"first", std::move(first)}, {"second", std::move(second)}});
}

/// What such a request opens as without the entitlement: the next lower one on offer (S21).
std::string without(const Promise& promise, const Reader& reader) {
  const auto& policy = reader.policy();
  for (auto rank = policy.rank(promise.severity); rank < policy.severities.size(); ++rank)
    if (policy::promise_for(policy, promise.desks.front(), policy.severities[rank].id, {}) != nullptr)
      return policy.severities[rank].id;
  return "";
}

Data needs(const Promise& promise, const Reader& reader) {
  const auto plans = plans_giving(reader.policy(), promise.needs);
  auto text = words(reader, "terms.needs",
                    {{"severity", promise.severity},
                     {"desk", desks_text(reader, promise.desks)},
                     {"plan", plans_text(reader, plans)}});
  for (const auto* plan : plans)
    if (!plan->obtain.empty()) text = after(reader, std::move(text), std::string(reader.in(plan->obtain)));
  if (const auto lower = without(promise, reader); !lower.empty() && lower != promise.severity)
    text = after(reader, std::move(text), words(reader, "terms.without", {{"severity", lower}}));
  return paragraph(text, term_id("needs", promise));
}

Data lowering(const Promise& promise, const Reader& reader) {
  const auto& lower = *promise.lower_to;
  const auto amount = [&](const policy::Target& target) {
    return policy::amount_text(reader.policy(), target, reader.language);
  };
  const auto* key = lower.by == policy::Lowering::By::automatic ? "terms.lowered" : "terms.lowering";
  auto text = words(reader, key,
                    {{"severity", promise.severity},
                     {"desk", desks_text(reader, promise.desks)},
                     {"to", lower.severity},
                     {"silence", amount(lower.after_silence)}});
  if (lower.warn)
    text = after(reader, std::move(text), words(reader, "terms.warning", {{"warn", amount(*lower.warn)}}));
  return paragraph(text, term_id("lower", promise));
}

}  // namespace

Data severities_data(const Reader& reader) {
  Data items{Data::type::list};
  for (size_t rank = 0; rank < reader.policy().severities.size(); ++rank) {
    const auto& severity = reader.policy().severities[rank];
    Data data;
    data.set("id", severity.id);
    data.set("badge", std::string(1, "ABC"[std::min(rank, size_t{2})]));
    data.set("name", std::string(reader.in(severity.name)));
    data.set("means", std::string(reader.in(severity.means)));
    data.set("signs", list(severity.signs,
                           [&](const Texts& sign) { return paragraph(std::string(reader.in(sign))); }));
    data.set("promises", promises(severity.id, reader));
    data.set("owes", owed(reader, severity));
    items.push_back(data);
  }
  return items;
}

Data terms_data(const Reader& reader) {
  const auto& policy = reader.policy();
  Data items{Data::type::list};
  for (const auto& promise : policy.promises)
    if (!promise.needs.empty()) items.push_back(needs(promise, reader));
  for (const auto& desk : policy.desks)
    if (!desk.severities.empty() && policy.rank(desk.severities.front()) > 0 && desk.severities.size() > 1)
      items.push_back(paragraph(
          words(reader, "terms.at_most",
                {{"desk", std::string(reader.in(desk.name))}, {"severity", desk.severities.front()}}),
          "term-most-" + desk.id));
  for (const auto& promise : policy.promises)
    if (promise.lower_to) items.push_back(lowering(promise, reader));
  return items;
}

}  // namespace mado::pages
