#include "pages/duties.hpp"

#include <algorithm>

#include "pages/told.hpp"
#include "policy/rights.hpp"

namespace mado::pages {
namespace {

/// What a role may do, told by areas: a right at every desk, or at some.
Data rights(const Reader& reader, const policy::Role& role) {
  const auto& policy = reader.policy();
  std::vector<std::string> desks;
  for (const auto& desk : policy.desks)
    if (policy::may(policy, {role.id}, "request:open", desk.id)) desks.push_back(desk.id);
  std::vector<std::string> told;
  if (!desks.empty())
    told.push_back(desks.size() == policy.desks.size()
                       ? words(reader, "right.request")
                       : words(reader, "right.request_at", {{"desks", desks_text(reader, desks)}}));
  for (const std::string_view area : {"firstline", "people", "billing"})
    if (std::ranges::any_of(policy::rights_of(policy, {role.id}),
                            [&](const std::string& right) { return right.starts_with(area); }))
      told.push_back(words(reader, fmt::format("right.{}", area)));
  return list(told, [](const std::string& text) { return paragraph(text); });
}

Data role_data(const Reader& reader, const policy::Role& role) {
  Data data;
  data.set("id", role.id);
  data.set("name", std::string(reader.in(role.name)));
  data.set("rights", rights(reader, role));
  return data;
}

Data severity_data(const Reader& reader, const policy::Severity& severity) {
  Data data;
  data.set("id", severity.id);
  data.set("name", words(reader, "who.severity_row",
                         {{"severity", severity.id}, {"name", std::string(reader.in(severity.name))}}));
  data.set("owes", owed(reader, severity));
  return data;
}

}  // namespace

std::string duties_page(const Reader& reader, const Visit& visit) {
  const auto& policy = reader.policy();
  Data page;
  page.set("admin_duties", duties(reader, policy::Duty::Who::admin));
  page.set("operator_duties", duties(reader, policy::Duty::Who::operator_));
  page.set("has_duties", !policy.duties.empty());
  page.set("severities",
           list(policy.severities, [&](const auto& each) { return severity_data(reader, each); }));
  page.set("roles", list(policy.roles, [&](const auto& each) { return role_data(reader, each); }));
  page.set("has_roles", !policy.roles.empty());
  const Frame frame{
      .title = words(reader, "who.title"), .description = words(reader, "who.lead"), .place = Place::duties};
  return render("duties", std::move(page), frame, reader, visit);
}

}  // namespace mado::pages
