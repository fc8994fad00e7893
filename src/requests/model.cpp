#include "requests/model.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace mado::requests {
namespace {

using std::string_view;

constexpr std::array<string_view, 4> status_names = {"open", "awaiting_customer", "solved", "closed"};
constexpr std::array<string_view, 2> visibility_names = {"public", "internal"};
constexpr std::array<string_view, 2> author_names = {"person", "agent"};
constexpr std::array<string_view, 3> way_names = {"email", "phone", "callback"};
constexpr std::array<string_view, 2> link_names = {"split", "follow_up"};
constexpr std::array<string_view, 4> relation_names = {"split_from", "split_off", "follow_up_of",
                                                       "followed_up_by"};
constexpr std::array<string_view, 3> service_names = {"down", "impaired", "question"};
constexpr std::array<string_view, 3> people_names = {"one", "some", "many"};

/// Stored words are ours alone: one that is unknown means a damaged row.
template <class T, size_t N>
T find(const std::array<string_view, N>& names, string_view name) {
  const auto at = std::ranges::find(names, name);
  if (at == names.end()) throw std::logic_error("unknown word in a stored row: " + std::string(name));
  return static_cast<T>(at - names.begin());
}

}  // namespace

string_view name_of(Status status) { return status_names[static_cast<size_t>(status)]; }
string_view name_of(Visibility visibility) { return visibility_names[static_cast<size_t>(visibility)]; }
string_view name_of(AuthorKind kind) { return author_names[static_cast<size_t>(kind)]; }
string_view name_of(ContactWay way) { return way_names[static_cast<size_t>(way)]; }
string_view name_of(LinkKind kind) { return link_names[static_cast<size_t>(kind)]; }
string_view name_of(Relation relation) { return relation_names[static_cast<size_t>(relation)]; }
string_view name_of(policy::ServiceImpact impact) { return service_names[static_cast<size_t>(impact)]; }
string_view name_of(policy::PeopleImpact impact) { return people_names[static_cast<size_t>(impact)]; }
Status status_of(string_view name) { return find<Status>(status_names, name); }
ContactWay contact_way_of(string_view name) { return find<ContactWay>(way_names, name); }
Relation relation_to_origin(LinkKind kind) {
  return kind == LinkKind::split ? Relation::split_from : Relation::follow_up_of;
}
Relation relation_to_newer(LinkKind kind) {
  return kind == LinkKind::split ? Relation::split_off : Relation::followed_up_by;
}
LinkKind link_kind_of(string_view name) { return find<LinkKind>(link_names, name); }
policy::ServiceImpact service_impact_of(string_view name) {
  return find<policy::ServiceImpact>(service_names, name);
}
policy::PeopleImpact people_impact_of(string_view name) {
  return find<policy::PeopleImpact>(people_names, name);
}

}  // namespace mado::requests
