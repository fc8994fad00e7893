#include "http/router.hpp"

#include <gmock/gmock.h>

namespace mado::http {
namespace {

using testing::ElementsAre;
using testing::Pair;

Route route(Method method, std::string pattern) {
  return {.method = method, .pattern = std::move(pattern), .kind = Kind::plain};
}

Router router_with(std::initializer_list<std::pair<Method, const char*>> patterns) {
  Router router;
  for (const auto& [method, pattern] : patterns) router.add(route(method, pattern));
  return router;
}

std::string found(const Router& router, Method method, std::string_view path) {
  const auto match = router.match(method, path);
  return match.route == nullptr ? "" : match.route->pattern;
}

TEST(Router, FindsFixedPathsAndParameters) {
  const auto router = router_with({{Method::get, "/"},
                                   {Method::get, "/api/v1/requests"},
                                   {Method::get, "/api/v1/requests/{id}"},
                                   {Method::get, "/api/v1/requests/{id}/messages/{message}"}});
  EXPECT_EQ(found(router, Method::get, "/"), "/");
  EXPECT_EQ(found(router, Method::get, "/api/v1/requests"), "/api/v1/requests");
  EXPECT_THAT(router.match(Method::get, "/api/v1/requests/req_1/messages/msg_2").parameters,
              ElementsAre(Pair("id", "req_1"), Pair("message", "msg_2")));
}

TEST(Router, FixedSegmentsBeatParametersWhateverCameFirst) {
  const auto router =
      router_with({{Method::get, "/a/{id}"}, {Method::get, "/a/new"}, {Method::get, "/a/{id}/x"}});
  EXPECT_EQ(found(router, Method::get, "/a/new"), "/a/new");
  EXPECT_EQ(found(router, Method::get, "/a/new/x"), "/a/{id}/x");
  EXPECT_EQ(found(router, Method::get, "/a/newer"), "/a/{id}");
}

TEST(Router, ARestTakesWhatIsLeft) {
  const auto router = router_with({{Method::get, "/files/{name...}"}, {Method::get, "/files/{id}"}});
  EXPECT_EQ(found(router, Method::get, "/files/a"), "/files/{id}");
  EXPECT_THAT(router.match(Method::get, "/files/a/b/c.txt").parameters,
              ElementsAre(Pair("name", "a/b/c.txt")));
  EXPECT_EQ(found(router, Method::get, "/files/"), "");
  EXPECT_EQ(found(router, Method::get, "/files"), "");
}

TEST(Router, SlashesAreNotPassedOver) {
  const auto router = router_with({{Method::get, "/a/{id}"}, {Method::get, "/a"}});
  EXPECT_EQ(found(router, Method::get, "/a/"), "");
  EXPECT_EQ(found(router, Method::get, "//a"), "");
  EXPECT_EQ(found(router, Method::get, "/a/b/"), "");
  EXPECT_EQ(found(router, Method::get, "a"), "");
  EXPECT_EQ(found(router, Method::get, ""), "");
}

TEST(Router, HeadFindsTheRoutesOfGet) {
  const auto router = router_with({{Method::get, "/a"}, {Method::post, "/b"}});
  EXPECT_EQ(found(router, Method::head, "/a"), "/a");
  EXPECT_EQ(found(router, Method::head, "/b"), "");
}

TEST(Router, AnotherMethodSaysWhichThereAre) {
  const auto router =
      router_with({{Method::get, "/a/{id}"}, {Method::patch, "/a/{key}"}, {Method::post, "/a/new"}});
  const auto match = router.match(Method::del, "/a/new");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_TRUE(match.other_method);
  EXPECT_EQ(match.allow, "GET, HEAD, POST, PATCH");
  EXPECT_EQ(found(router, Method::patch, "/a/new"), "/a/{key}");
  EXPECT_TRUE(router.match(std::nullopt, "/a/1").other_method);
  EXPECT_FALSE(router.match(Method::del, "/b").other_method);
}

TEST(Router, RefusesWhatCannotBeMeant) {
  Router router;
  router.add(route(Method::get, "/a/{id}"));
  EXPECT_THROW(router.add(route(Method::get, "/a/{other}")), std::logic_error);
  EXPECT_THROW(router.add(route(Method::get, "a")), std::logic_error);
  EXPECT_THROW(router.add(route(Method::get, "/{rest...}/a")), std::logic_error);
}

}  // namespace
}  // namespace mado::http
