#include "pages/told.hpp"

#include <algorithm>

#include "policy/terms_text.hpp"

namespace mado::pages {
namespace {

template <class Has>
std::vector<const policy::Plan*> plans_that(const policy::Policy& policy, Has has) {
  std::vector<const policy::Plan*> found;
  for (const auto& plan : policy.plans)
    if (has(plan)) found.push_back(&plan);
  return found;
}

bool holds(const std::vector<std::string>& all, std::string_view one) {
  return std::ranges::find(all, one) != all.end();
}

}  // namespace

std::string words(const Reader& reader, std::string_view key, const MessageValues& values) {
  return say(reader.language, fmt::format("public.{}", key), values, reader.zone);
}

std::string joined(const Reader& reader, const std::vector<std::string>& texts) {
  return fmt::format("{}", fmt::join(texts, say(reader.language, "rules.list.spans")));
}

Data paragraph(const std::string& text, const std::string& id) {
  Data data;
  data.set("text", text);
  data.set("id", id);
  return data;
}

std::string timed_html(const Reader& reader, std::string_view key, Instant at, Precision precision) {
  constexpr std::string_view place = "\x01";
  auto text = escaped(words(reader, key, {{"time", std::string(place)}}));
  return text.replace(text.find(place), place.size(), time_html(at, precision, reader));
}

void put_text(Data& data, const std::string& key, const std::string& text) {
  if (text.empty())
    data.set(key, false);
  else
    data.set(key, text);
}

const policy::Desk* buyers_desk(const policy::Policy& policy) {
  const auto found = std::ranges::find_if(policy.desks, [](const policy::Desk& desk) {
    return desk.open_to.contains(policy::Audience::visitor);
  });
  return found == policy.desks.end() ? nullptr : &*found;
}

std::string desks_text(const Reader& reader, const std::vector<std::string>& ids) {
  std::vector<std::string> names;
  for (const auto& id : ids)
    if (const auto* desk = reader.policy().desk(id)) names.emplace_back(reader.in(desk->name));
  return joined(reader, names);
}

std::vector<const policy::Plan*> plans_giving(const policy::Policy& policy, std::string_view entitlement) {
  return plans_that(policy, [&](const policy::Plan& plan) { return holds(plan.gives, entitlement); });
}

std::vector<const policy::Plan*> plans_opening(const policy::Policy& policy, std::string_view desk) {
  return plans_that(policy, [&](const policy::Plan& plan) { return holds(plan.desks, desk); });
}

std::string plans_text(const Reader& reader, const std::vector<const policy::Plan*>& plans) {
  std::vector<std::string> names;
  names.reserve(plans.size());
  for (const auto* plan : plans) names.emplace_back(reader.in(plan->name));
  return joined(reader, names);
}

Data duties(const Reader& reader, policy::Duty::Who who) {
  const auto* side = who == policy::Duty::Who::admin ? "admin" : "operator";
  Data items{Data::type::list};
  size_t number = 0;
  for (const auto& duty : reader.policy().duties)
    if (duty.who == who)
      items.push_back(
          paragraph(std::string(reader.in(duty.text)), fmt::format("duty-{}-{}", side, ++number)));
  return items;
}

Data owed(const Reader& reader, const policy::Severity& severity) {
  return list(severity.customer_owes,
              [&](const std::string& each) { return paragraph(policy::duty_text(each, reader.language)); });
}

}  // namespace mado::pages
