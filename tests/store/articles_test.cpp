#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "base/clock.hpp"
#include "cli/article_commands.hpp"
#include "health/health.hpp"
#include "help/api.hpp"
#include "help/follower.hpp"
#include "help/import.hpp"
#include "help/store.hpp"
#include "help/store_life.hpp"
#include "help/store_sitemap.hpp"
#include "help/synonyms.hpp"
#include "help/teacher.hpp"
#include "help/write.hpp"
#include "operators/operators.hpp"
#include "operators/publish.hpp"
#include "policy/read.hpp"
#include "store/databases.hpp"

namespace mado::help {
namespace {

using ::testing::AllOf;
using testing::DatabaseTest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Articles : public DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    const auto policy = policy::read_file(std::string(PROJECT_DIR) + "/policies/m365-21vianet.toml");
    MADO_EXPECT_OK(database().write_now([&](db::Tx& tx) -> Result<void> {
      MADO_CHECK(operators::publish(tx, ids_, *policy, "test", "start", clock_.now()));
      return {};
    }));
    MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) { return operators_.load(snapshot); }));
  }

  OperatorId owner() const { return operators_.by_host("")->id; }

  std::string write_file(const std::string& name, const std::string& text) const {
    const auto path = folder() / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }

  ImportReport import(const std::string& text) {
    const auto path = write_file("articles.jsonl", text);
    const auto report = import_jsonl({database(), ids_, clock_, owner()}, path, [&](const Refused& refused) {
      refused_.push_back(refused.place.substr(path.size()));
    });
    MADO_EXPECT_OK(report);
    return report.value_or(ImportReport{});
  }

  static std::string line(const std::string& id, const std::string& lang, const std::string& title,
                          const std::string& text, const std::string& audience = "public") {
    return json::serialize(json::object{{"id", lang + ":" + id},
                                        {"lang", lang},
                                        {"title", title},
                                        {"markdown", text},
                                        {"audience", audience},
                                        {"updated", "2026-08-01"}}) +
           "\n";
  }

  http::Caller caller(Language language, http::CallerKind kind = http::CallerKind::nobody) const {
    http::Caller caller{.kind = kind, .operator_id = owner(), .operator_key = "m365-cn"};
    caller.language = language;
    return caller;
  }

  std::vector<search::Answer> asked(const Index& index, const http::Caller& caller, const std::string& text) {
    const Parts parts{operators_, index, clock_};
    std::vector<search::Answer> answers;
    MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
      MADO_TRY(found, ask(snapshot, parts, caller, {text, 8}));
      answers = std::move(found);
      return {};
    }));
    return answers;
  }

  std::vector<std::string> articles(const Index& index, const http::Caller& caller, const std::string& text) {
    std::vector<std::string> ids;
    for (const auto& answer : asked(index, caller, text))
      if (search::is_article(answer.kind)) ids.push_back(answer.external_id);
    return ids;
  }

  /// What readers see of an article in English.
  std::string shown(const std::string& reference) {
    std::string html;
    MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
      const auto id = store::by_reference(snapshot, owner(), reference);
      MADO_TRY(page, page_of(snapshot, caller(Language::en), *operators_.by_id(owner())->policy,
                             id.value_or(ArticleId{})));
      html = page.html;
      return {};
    }));
    return html;
  }

  SystemClock clock_;
  IdMaker ids_{clock_, 1};
  operators::Operators operators_;
  std::vector<std::string> refused_;
};
MADOGUCHI_ON_BOTH_ENGINES(Articles);

TEST_P(Articles, are_imported_and_asked_for_in_three_languages) {
  const auto report = import(line("move", "en", "Migrate mailboxes", "Move them in **batches**.") +
                             line("move", "ja", "メールボックスを移行する", "まとめて移します。") +
                             line("move", "zh", "迁移邮箱", "分批迁移。"));
  EXPECT_EQ(report.added, 3);
  Index index(database());
  index.catch_up();
  EXPECT_THAT(articles(index, caller(Language::en), "mailbox migration"), ElementsAre("en:move"));
  EXPECT_THAT(articles(index, caller(Language::ja), "メールボックスの移行ができない"),
              ElementsAre("ja:move"));
  EXPECT_THAT(articles(index, caller(Language::zh_hans), "无法迁移郵箱"), ElementsAre("zh:move"));
  const auto answers = asked(index, caller(Language::en), "mailbox migration");
  EXPECT_FALSE(answers.front().title_marks.empty());
  EXPECT_GT(answers.front().score, 0.9);
}

TEST_P(Articles, may_be_imported_again) {
  const std::string first = line("a", "en", "One", "Text.") + line("b", "en", "Two", "Text.");
  import(first);
  EXPECT_EQ(import(first).unchanged, 2);
  const auto report = import(line("a", "en", "One", "Text.") + line("b", "en", "Two", "Other text."));
  EXPECT_EQ(report.unchanged, 1);
  EXPECT_EQ(report.changed, 1);
}

TEST_P(Articles, are_taken_although_their_neighbours_are_bad) {
  const auto report =
      import("{\n" + line("a", "en", "One", "Text.") + "\xff\xfe\n" + line("a", "en", "Again", "Text.") +
             line("b", "tlh", "Two", "Text.") + line("c", "en", "", "Text.") +
             line("d", "en", "<script>", "<script>alert(1)</script> and text"));
  EXPECT_EQ(report.added, 2);
  EXPECT_EQ(report.refused, 5);
  EXPECT_THAT(refused_, ElementsAre(":1", ":3", ":4", ":5", ":6"));
}

TEST_P(Articles, of_every_bad_kind_are_refused_or_harmless_and_the_rest_goes_on) {
  std::string table = "| a | b |\n|---|---|\n";
  for (int row = 0; row < 5000; ++row) table += "| <b onclick=x>cell</b> | [x](javascript:alert(1)) |\n";
  const auto report = import(line("long", "en", "Too long", std::string(4200 * 1024, 'x')) +
                             "{\"id\":\"sjis\",\"lang\":\"ja\",\"title\":\"\x83\x81\",\"markdown\":\"x\"}\n" +
                             R"({"id":"none","title":"No language","markdown":"x"})"
                             "\n" +
                             R"({"id":"deep","lang":"en","title":"Deep","markdown":")" +
                             std::string(20'000, '[') + std::string(20'000, '>') + "\"}\n" +
                             line("table", "en", "Giant table", table) + line("last", "en", "Last", "Text."));
  EXPECT_THAT(refused_, ElementsAre(":1", ":2", ":3"));
  EXPECT_EQ(report.added, 3);
  EXPECT_THAT(shown("table"),
              AllOf(HasSubstr("<table>"), Not(HasSubstr("javascript:")), Not(HasSubstr("onclick"))));
  EXPECT_THAT(shown("deep"), HasSubstr("[["));
}

TEST_P(Articles, of_an_import_that_broke_off_come_with_the_next) {
  std::string all;
  for (int number = 0; number < 600; ++number)
    all += line("n" + std::to_string(number), "en", "Number " + std::to_string(number), "Text.");
  const auto first = import(all.substr(0, all.size() / 2));
  EXPECT_EQ(first.refused, 1) << "the line that was cut";
  const auto report = import(all);
  EXPECT_EQ(report.unchanged, first.added);
  EXPECT_EQ(report.added, 600 - first.added);
  EXPECT_EQ(report.refused, 0);
}

TEST_P(Articles, in_another_language_answer_only_where_the_askers_has_none) {
  import(line("both", "en", "Outlook profile", "Make a new Outlook profile.") +
         line("both", "ja", "Outlook のプロファイル", "Outlook のプロファイルを作ります。") +
         line("only", "en", "Outlook add-ins", "Turn Outlook add-ins off."));
  Index index(database());
  index.catch_up();
  const auto answers = asked(index, caller(Language::ja), "Outlook");
  std::vector<std::string> found;
  for (const auto& answer : answers)
    if (answer.kind == search::AnswerKind::article)
      found.push_back(answer.external_id + " " + std::string(code_of(answer.language)));
  EXPECT_THAT(found, ElementsAre("ja:both ja", "en:only en"));
  EXPECT_THAT(articles(index, caller(Language::en), "プロファイル"), ElementsAre("en:both"));
}

TEST_P(Articles, are_seen_by_their_audience_alone) {
  import(line("p", "en", "Public quota", "Text.") + line("a", "en", "Quota for admins", "Text.", "admins") +
         line("g", "en", "Quota for agents", "Text.", "agents"));
  Index index(database());
  index.catch_up();
  EXPECT_EQ(articles(index, caller(Language::en), "quota").size(), 1U);
  EXPECT_EQ(articles(index, caller(Language::en, http::CallerKind::agent), "quota").size(), 3U);
  auto admin = caller(Language::en, http::CallerKind::person);
  admin.roles = {"global-admin"};
  EXPECT_EQ(articles(index, admin, "quota").size(), 2U);
}

TEST_P(Articles, that_change_are_found_as_they_are_now) {
  import(line("a", "en", "Printing", "How to print."));
  Index index(database());
  index.catch_up();
  import(line("a", "en", "Scanning", "How to scan.") +
         line("b", "en", "Copying", "See [the scanner page](a.md)."));
  index.catch_up();
  EXPECT_THAT(articles(index, caller(Language::en), "print"), IsEmpty());
  EXPECT_THAT(articles(index, caller(Language::en), "scanning").front(), "en:a");
  EXPECT_EQ(index.of(owner(), Language::en)->size(), 2U);
}

TEST_P(Articles, are_shown_as_safe_html_with_links_to_each_other) {
  import(line("f/a", "en", "One",
              "See [two](b.md), [gone](none.md), [x](javascript:alert(1)) <b onclick=x>t</b>.") +
         line("f/b", "en", "Two", "Text."));
  MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
    const auto id = store::by_reference(snapshot, owner(), "f/a");
    const auto other = store::by_reference(snapshot, owner(), "f/b");
    EXPECT_TRUE(id && other);
    MADO_TRY(page, page_of(snapshot, caller(Language::ja), *operators_.by_host("")->policy, *id));
    EXPECT_EQ(page.version.language, Language::en);
    EXPECT_EQ(page.html,
              "<p>See <a href=\"/articles/" + other->text() + "?lang=en\">two</a>, gone, x t.</p>\n");
    const auto foreign =
        page_of(snapshot, {.operator_id = OperatorId{7}}, *operators_.by_host("")->policy, *id);
    EXPECT_FALSE(foreign.has_value());
    return {};
  }));
}

TEST_P(Articles, come_behind_a_fitting_incident) {
  std::string others_too;
  for (const char* title : {"予定表の共有", "迷惑メール", "パスワードを忘れた", "請求書を見る",
                            "ライセンスを足す", "外部の人を招く"})
    others_too += line(title, "ja", title, "手順です。");
  import(others_too + line("move", "ja", "メールボックスを移行する",
                           "まとめて移します。移行できないときは、ここを見てください。"));
  Texts titles;
  titles.set(Language::ja, "メールボックスの移行が止まる");
  MADO_EXPECT_OK(database().write_now([&](db::Tx& tx) -> Result<void> {
    MADO_CHECK(health::open(tx, ids_, owner(),
                            {.service = "exchange-online",
                             .titles = titles,
                             .texts = titles,
                             .at = clock_.now() - std::chrono::hours(1),
                             .started_at = clock_.now() - std::chrono::hours(1)},
                            "system"));
    return {};
  }));
  Index index(database());
  index.catch_up();
  const auto answers = asked(index, caller(Language::ja), "メールボックスの移行ができない");
  ASSERT_GE(answers.size(), 3U);
  EXPECT_EQ(answers[0].kind, search::AnswerKind::incident);
  EXPECT_EQ(answers[1].kind, search::AnswerKind::article);
  EXPECT_TRUE(std::ranges::any_of(
      answers, [](const auto& answer) { return answer.kind == search::AnswerKind::topic; }));
  const auto others = asked(index, caller(Language::ja), "請求書がほしい");
  EXPECT_TRUE(std::ranges::none_of(
      others, [](const auto& answer) { return answer.kind == search::AnswerKind::incident; }));
}

TEST_P(Articles, of_the_demo_answer_what_admins_type) {
  std::ostringstream out;
  std::ostringstream errors;
  EXPECT_EQ(cli::import_articles(database(), ids_, clock_, operators_,
                                 std::string(PROJECT_DIR) + "/demo/articles", "", out, errors),
            0)
      << errors.str();
  std::ostringstream answer;
  EXPECT_EQ(cli::ask_question(
                database(), clock_, operators_,
                {.question = "メールボックスの移行ができない", .lang = "ja", .form = cli::AskForm::json},
                answer, errors),
            0);
  EXPECT_THAT(answer.str(), HasSubstr("\"kind\":\"article\""));
}

TEST_P(Articles, imported_again_keep_what_was_there_and_what_was_written_here) {
  const auto id = [&] {
    std::optional<ArticleId> found;
    MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
      found = store::by_reference(snapshot, owner(), "renew");
      return {};
    }));
    return found.value_or(ArticleId{});
  };
  const auto texts = [&] {
    std::vector<std::string> all;
    MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
      for (const auto& saving : store::history(snapshot, owner(), id(), Language::en))
        all.push_back(store::text(snapshot, owner(), id(), Language::en, saving.number)->markdown);
      all.push_back("seen: " + store::markdown(snapshot, owner(), id(), Language::en));
      return {};
    }));
    return all;
  };
  import(line("renew", "en", "Renew", "One."));
  import(line("renew", "en", "Renew", "One."));
  EXPECT_THAT(texts(), ElementsAre("seen: One.")) << "nothing changed, nothing to keep";
  import(line("renew", "en", "Renew", "Two."));
  EXPECT_THAT(texts(), ElementsAre("Two.", "One.", "seen: Two."));

  const auto writer = caller(Language::en, http::CallerKind::agent);
  MADO_EXPECT_OK(database().write_now([&](db::Tx& tx) -> Result<void> {
    Save command;
    command.id = id();
    command.text = {.title = "Renew", .description = {}, .product = {}, .topic = {}, .markdown = "Three."};
    EXPECT_EQ(save(tx, writer, command, {}, Language::en, clock_.now()).error().code, ErrorCode::stale)
        << "an import came between";
    command.seen = 1;
    MADO_TRY(life, save(tx, writer, command, {}, Language::en, clock_.now()));
    MADO_CHECK(
        move(tx, writer, {id(), Language::en, life.version, State::published}, Language::en, clock_.now()));
    return {};
  }));
  import(line("renew", "en", "Renew", "Two."));
  EXPECT_THAT(texts(), ElementsAre("Three.", "Two.", "One.", "seen: Three."))
      << "the same file does not undo what was written";
  import(line("renew", "en", "Renew", "Four."));
  EXPECT_THAT(texts(), ElementsAre("Four.", "Three.", "Two.", "One.", "seen: Four."));
}

TEST_P(Articles, S4_stand_in_the_list_of_those_who_write_by_state_owner_language_and_words) {
  import(line("move", "en", "Migrate", "One.") + line("move", "ja", "移行", "一。") +
         line("renew", "en", "Renew", "One.") + line("renew", "ja", "更新", "一。"));
  const Instant now = clock_.now();
  ArticleId renew;
  MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
    renew = store::by_reference(snapshot, owner(), "renew").value_or(ArticleId{});
    return {};
  }));
  const auto write = [&](Save command, std::optional<State> to) {
    auto writer = caller(Language::en, http::CallerKind::agent);
    writer.name = "Mia";
    MADO_EXPECT_OK(database().write_now([&](db::Tx& tx) -> Result<void> {
      MADO_TRY(life, save(tx, writer, command, ids_.make<ArticleId>(), Language::en, now));
      if (to) MADO_CHECK(move(tx, writer, {life.id, life.language, life.version, *to}, Language::en, now));
      return {};
    }));
  };
  const auto listed = [&](const std::function<void(store::Listing&)>& narrow = {}, OperatorId of = {}) {
    store::Listing listing;
    listing.now = now;
    if (narrow) narrow(listing);
    std::vector<std::string> titles;
    MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
      for (const auto& life : store::lives(snapshot, of == OperatorId{} ? owner() : of, listing))
        titles.push_back(life.title);
      return {};
    }));
    return titles;
  };
  const auto in = [](State state) { return [state](store::Listing& all) { all.state = state; }; };
  EXPECT_THAT(listed(), ElementsAre("Renew", "更新", "Migrate", "移行"));
  EXPECT_THAT(listed(in(State::published)), ElementsAre("Renew", "更新", "Migrate", "移行"));
  EXPECT_THAT(listed(in(State::draft)), IsEmpty());

  // A draft changes nothing about the translation; publishing the original does.
  Save again;
  again.id = renew;
  again.text = {.title = "Renew soon", .description = {}, .product = {}, .topic = {}, .markdown = "Two."};
  write(again, std::nullopt);
  EXPECT_THAT(listed(in(State::draft)), ElementsAre("Renew soon"));
  EXPECT_THAT(listed(in(State::outdated)), IsEmpty());
  again.seen = 1;
  write(again, State::published);
  EXPECT_THAT(listed(in(State::outdated)), ElementsAre("更新"));
  EXPECT_THAT(listed(in(State::published)), ElementsAre("Renew soon", "Migrate", "移行"));

  Save fresh;
  fresh.text = {.title = "Label", .description = {}, .product = {}, .topic = {}, .markdown = "New."};
  fresh.review = now - std::chrono::milliseconds(1);
  write(fresh, State::in_review);
  EXPECT_THAT(listed(in(State::in_review)), ElementsAre("Label"));
  EXPECT_THAT(listed([&](auto& all) { all.overdue = true; }), ElementsAre("Label"));
  EXPECT_THAT(listed([&](auto& all) { all.owner = "Mia"; }), ElementsAre("Label", "Renew soon"));
  EXPECT_THAT(listed([&](auto& all) {
                all.state = State::published;
                all.owner = "Mia";
              }),
              ElementsAre("Renew soon"));
  EXPECT_THAT(listed([&](auto& all) { all.language = Language::ja; }), ElementsAre("更新", "移行"));
  EXPECT_THAT(listed([&](auto& all) { all.title = "NEW"; }), ElementsAre("Renew soon"));
  EXPECT_THAT(listed([&](auto& all) {
                all.after = std::pair(renew, Language::en);
                all.limit = 2;
              }),
              ElementsAre("更新", "Migrate"));
  EXPECT_THAT(listed({}, OperatorId{1}), IsEmpty()) << "another operator's list";

  // What comes by import counts from then on, except over somebody's draft.
  import(line("renew", "en", "Renew now", "Three.") + line("renew", "ja", "今更新", "三。"));
  EXPECT_THAT(listed([&](auto& all) { all.title = "new"; }), ElementsAre("Renew now"));
  EXPECT_THAT(listed([&](auto& all) { all.language = Language::ja; }), ElementsAre("今更新", "移行"));
  EXPECT_THAT(listed(in(State::outdated)), IsEmpty()) << "the translation came with it";
}

TEST_P(Articles, from_a_damaged_file_are_kept_as_far_as_it_goes) {
  const auto path =
      write_file("broken.jsonl.gz", std::string("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03garbage", 17));
  const auto report = import_jsonl({database(), ids_, clock_, owner()}, path, [](const Refused&) {});
  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().key, "file.damaged");
  EXPECT_FALSE(
      import_jsonl({database(), ids_, clock_, owner()}, "/nowhere.jsonl", [](const Refused&) {}).has_value());
}

TEST_P(Articles, are_found_in_words_that_the_operator_calls_the_same) {
  import(line("leave", "en", "Remove a leaver", "Close the account.") +
         line("print", "en", "Print a label", "Choose a printer."));
  Index index(database());
  index.catch_up();
  EXPECT_THAT(articles(index, caller(Language::en), "somebody flew the coop"), IsEmpty());
  const std::string toml = R"(ideas = [ { en = ["leaver", "flew the coop"], ja = ["巣立ち"] } ])";
  MADO_EXPECT_OK(save_synonyms(database(), owner(), toml, clock_.now()));
  index.catch_up();
  EXPECT_THAT(articles(index, caller(Language::en), "somebody flew the coop"), ElementsAre("en:leave"));
  EXPECT_THAT(articles(index, caller(Language::ja), "巣立ちの人"), ElementsAre("en:leave"))
      << "in another language";
  Index again(database());
  again.catch_up();
  EXPECT_THAT(articles(again, caller(Language::en), "somebody flew the coop"), ElementsAre("en:leave"));
  EXPECT_FALSE(save_synonyms(database(), owner(), "ideas = 3", clock_.now()).has_value());
  EXPECT_THAT(articles(again, caller(Language::en), "somebody flew the coop"), ElementsAre("en:leave"));
}

TEST_P(Articles, are_listed_for_search_engines_page_by_page_and_only_the_public_ones) {
  std::string lines = line("hidden", "en", "Hidden", "Text.", "agents");
  for (const char* id : {"a", "b", "c", "d"}) lines += line(id, "en", id, "Text.");
  import(lines + line("a", "ja", "い", "ろ"));
  MADO_EXPECT_OK(database().read_now([&](db::Snapshot& snapshot) -> Result<void> {
    const auto begins = store::pages_of_public_articles(snapshot, owner(), 2);
    std::vector<size_t> sizes;
    for (const auto& after : begins) {
      const auto page = store::public_articles(snapshot, owner(), after, 2);
      sizes.push_back(page.size());
      for (const auto& article : page)
        EXPECT_EQ(article.languages.size(), article.id == page.front().id && !after.value ? 2U : 1U);
    }
    EXPECT_THAT(sizes, ElementsAre(2, 2)) << "no empty page at the end";
    return {};
  }));
}

TEST_P(Articles, teach_what_words_mean_once_there_are_enough) {
  const auto lines = [](int from, int to) {
    std::string all;
    for (int n = from; n < to; ++n)
      all += line("a" + std::to_string(n), "en", fmt::format("Matter {} of theme {}", n, n % 20),
                  fmt::format("Word{} and word{} and word{}.", n % 20 * 3, n % 20 * 3 + n % 3, n % 7));
    return all;
  };
  const auto learn = [&] { return learn_what_is_due(database(), clock_, {}); };
  import(lines(0, 300));
  EXPECT_EQ(learn(), 0) << "too few";
  import(lines(300, 700));
  Index index(database());
  index.catch_up();
  EXPECT_EQ(learn(), 1);
  EXPECT_EQ(learn(), 0) << "nothing changed since";
  import(lines(700, 750));
  EXPECT_EQ(learn(), 0) << "not enough changed";
  index.catch_up();
  Index again(database());
  again.catch_up();
  for (const auto* one : {&index, &again}) {
    const auto english = one->of(owner(), Language::en);
    EXPECT_EQ(english->size(), 750U);
    EXPECT_GT(english->read("word3").length, 0) << "it means something now";
  }
  import(lines(750, 900));
  EXPECT_EQ(learn(), 1);
}

}  // namespace
}  // namespace mado::help
