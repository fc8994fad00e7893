#include "cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <fstream>
#include <functional>
#include <iostream>

#include "cli/article_commands.hpp"
#include "cli/calendar_eval.hpp"
#include "cli/data.hpp"
#include "cli/pane_commands.hpp"
#include "cli/policy_commands.hpp"
#include "cli/request_commands.hpp"
#include "cli/serve.hpp"
#include "cli/token_command.hpp"

namespace mado::cli {
namespace {

/// What the chosen command does; set by the parser.
using Chosen = std::function<int()>;

void add_serve(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<ServeOptions>();
  auto* command = app.add_subcommand("serve", "Serve the support desk");
  command->add_option("--data", options->data, "Folder of the embedded database (default ./madoguchi-data)");
  command->add_option("--database", options->database, "postgresql://… instead of the embedded database");
  command->add_option("--listen", options->listen, "HOST:PORT to listen on; port 0 picks one")
      ->capture_default_str();
  command->add_option("--policy", options->policies,
                      "Policy file to publish if it differs from the stored one");
  command->add_flag("--demo", options->demo,
                    "Fill an empty database with the demo and let its password open");
  command->callback([&chosen, options] { chosen = [options] { return serve(*options); }; });
}

void add_policy_check(CLI::App& policy, Chosen& chosen) {
  auto files = std::make_shared<std::vector<std::string>>();
  auto lang = std::make_shared<std::string>();
  auto* command = policy.add_subcommand("check", "Tell every mistake of policy files");
  command->add_option("FILE", *files, "Policy files")->required();
  command->add_option("--lang", *lang, "Language of the mistakes; without it English");
  command->callback(
      [&chosen, files, lang] { chosen = [files, lang] { return policy_check(*files, *lang, std::cout); }; });
}

void add_policy_explain(CLI::App& policy, Chosen& chosen) {
  auto options = std::make_shared<PolicyExplainOptions>();
  auto as_json = std::make_shared<bool>(false);
  auto* command =
      policy.add_subcommand("explain", "What happens if this is opened then, and which lines say so");
  command->add_option("FILE", options->file, "Policy file")->required();
  command->add_option("--desk", options->desk);
  command->add_option("--severity", options->severity);
  command->add_option("--has", options->has, "An entitlement; may be repeated");
  command->add_option("--role", options->role);
  command->add_option("--as", options->asker, "Who asks: admin (default), end-user or visitor");
  command->add_option("--plan", options->plans, "A plan that is held; may be repeated; default all");
  command->add_flag("--partner", options->through_partner, "The plans came through a partner");
  command->add_flag("--insist", options->insists, "Open anyway, where a partner would answer");
  command->add_option("--words", options->words, "What the asker writes");
  command->add_option("--zone", options->zone, "The asker's time zone");
  command->add_option("--region", options->region, "The asker's country, for phone numbers");
  command->add_option("--at", options->at, "Time (RFC 3339)")->required();
  command->add_option("--lang", options->lang);
  command->add_flag("--json", *as_json);
  command->callback([&chosen, options, as_json] {
    options->form = *as_json ? ExplainForm::json : ExplainForm::text;
    chosen = [options] { return policy_explain(*options, std::cout, std::cerr); };
  });
}

int replay(const std::string& file, const std::string& lives, policy::Trace trace) {
  if (lives.empty()) return policy_replay(file, std::cin, std::cout, std::cerr, trace);
  std::ifstream in(lives);
  if (!in) return std::cerr << "madoguchi: cannot read " << lives << '\n', 1;
  return policy_replay(file, in, std::cout, std::cerr, trace);
}

void add_policy_replay(CLI::App& policy, Chosen& chosen) {
  auto file = std::make_shared<std::string>();
  auto lives = std::make_shared<std::string>();
  auto trace = std::make_shared<bool>(false);
  auto* command = policy.add_subcommand("replay", "Replay lives of requests (JSON Lines)");
  command->add_option("POLICY", *file, "Policy file")->required();
  command->add_option("LIVES", *lives, "File of lives; without it standard input");
  command->add_flag("--trace", *trace, "Add the segments of every clock");
  command->callback([&chosen, file, lives, trace] {
    chosen = [=] { return replay(*file, *lives, *trace ? policy::Trace::segments : policy::Trace::none); };
  });
}

/// What every command that reads or writes data works on.
struct Opened {
  std::unique_ptr<db::Database> database;
  SystemClock clock;
  IdMaker ids{clock, node_number()};
  operators::Operators operators;
};

int with_data(const DataOptions& options, const std::function<int(Opened&)>& run) {
  auto database = open_database(options);
  if (!database) return complain(database.error()), 1;
  Opened opened;
  opened.database = std::move(*database);
  const auto loaded =
      opened.database->read_now([&](db::Snapshot& snapshot) { return opened.operators.load(snapshot); });
  if (!loaded) return complain(loaded.error()), 1;
  return run(opened);
}

void add_data_options(CLI::App& command, DataOptions& options) {
  command.add_option("--data", options.data, "Folder of the embedded database")->capture_default_str();
  command.add_option("--database", options.database, "postgresql://… instead of the embedded database");
}

/// What is brought in belongs to an operator: where there is none, it is the one of the starter policy.
Result<void> need_operator(Opened& opened) {
  if (!opened.operators.all().empty()) return {};
  MADO_CHECK(publish_starter_if_empty(*opened.database, opened.ids, opened.clock));
  return opened.database->read_now([&](db::Snapshot& snapshot) { return opened.operators.load(snapshot); });
}

void add_import(CLI::App& app, Chosen& chosen) {
  struct Options {
    DataOptions data;
    std::string path;
    std::string operator_key;
  };
  auto* import = app.add_subcommand("import", "Bring things in")->require_subcommand(1);
  const auto add = [&](const std::string& name, const std::string& what, auto run) {
    auto options = std::make_shared<Options>();
    auto* command = import->add_subcommand(name, what);
    command->add_option("PATH", options->path)->required();
    command->add_option("--operator", options->operator_key, "The operator's id; without it the first");
    add_data_options(*command, options->data);
    command->callback([&chosen, options, run] {
      chosen = [options, run] {
        return with_data(options->data, [&](Opened& opened) -> int {
          if (const auto ready = need_operator(opened); !ready) return complain(ready.error()), 1;
          return run(opened, *options);
        });
      };
    });
  };
  add("articles", "Articles from JSON Lines (.jsonl, .jsonl.gz) or a folder of Markdown",
      [](Opened& opened, const Options& options) {
        return import_articles(*opened.database, opened.ids, opened.clock, opened.operators, options.path,
                               options.operator_key, std::cout, std::cerr);
      });
  add("synonyms", "Words that mean the same (TOML), in place of those that were there",
      [](Opened& opened, const Options& options) {
        return import_synonyms(*opened.database, opened.clock, opened.operators, options.path,
                               options.operator_key, std::cout, std::cerr);
      });
}

void add_ask(CLI::App& app, Chosen& chosen) {
  struct Options {
    DataOptions data;
    AskOptions ask;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("ask", "Answer a question as somebody who is not signed in is answered");
  command->add_option("QUESTION", options->ask.question)->required();
  command->add_option("--lang", options->ask.lang);
  command->add_option("--limit", options->ask.limit)->check(CLI::Range(1, 50));
  command->add_option("--operator", options->ask.operator_key, "The operator's id; without it the first");
  command->add_flag("--json", options->json);
  add_data_options(*command, options->data);
  command->callback([&chosen, options] {
    options->ask.form = options->json ? AskForm::json : AskForm::text;
    chosen = [options] {
      return with_data(options->data, [&](Opened& opened) {
        return ask_question(*opened.database, opened.clock, opened.operators, options->ask, std::cout,
                            std::cerr);
      });
    };
  });
}

void add_request(CLI::App& app, Chosen& chosen) {
  struct Options {
    DataOptions data;
    ReceiptOptions receipt;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  auto* request = app.add_subcommand("request", "Look at service requests")->require_subcommand(1);
  auto* command = request->add_subcommand("receipt", "Why each promise is due when it is due");
  command->add_option("REQUEST", options->receipt.request, "req_…, or #NUMBER")->required();
  command->add_option("--operator", options->receipt.operator_key, "The operator's id; without it the first");
  command->add_option("--lang", options->receipt.lang);
  command->add_flag("--json", options->json);
  add_data_options(*command, options->data);
  command->callback([&chosen, options] {
    options->receipt.form = options->json ? ReceiptForm::json : ReceiptForm::text;
    chosen = [options] {
      return with_data(options->data, [&](Opened& opened) {
        return print_receipt(*opened.database, {opened.operators, opened.ids, opened.clock}, options->receipt,
                             std::cout, std::cerr);
      });
    };
  });
}

void add_token(CLI::App& app, Chosen& chosen) {
  struct Options {
    DataOptions data;
    TokenOptions token;
  };
  auto options = std::make_shared<Options>();
  auto* token = app.add_subcommand("token", "Tokens for programs")->require_subcommand(1);
  auto* command = token->add_subcommand("create", "Make a token that acts as one person, and print it once");
  command->add_option("--for", options->token.email, "Whose e-mail")->required();
  command->add_option("--operator", options->token.operator_key, "The operator's id; without it the first");
  command->add_option("--days", options->token.days, "How long it is good for")
      ->check(CLI::Range(1, 3650))
      ->capture_default_str();
  add_data_options(*command, options->data);
  command->callback([&chosen, options] {
    chosen = [options] {
      return with_data(options->data, [&](Opened& opened) {
        return create_token(*opened.database, opened.clock, opened.operators, options->token, std::cout,
                            std::cerr);
      });
    };
  });
}

void add_pane(CLI::App& app, Chosen& chosen) {
  struct Options {
    DataOptions data;
    std::string operator_key;
    std::string key;
  };
  auto* pane = app.add_subcommand("pane", "The help pane in other products")->require_subcommand(1);
  const auto add = [&](const std::string& name, const std::string& what, auto run) {
    auto options = std::make_shared<Options>();
    auto* command = pane->add_subcommand(name, what);
    command->add_option("--operator", options->operator_key, "The operator's id; without it the first");
    add_data_options(*command, options->data);
    command->callback([&chosen, options, run] {
      chosen = [options, run] {
        return with_data(options->data, [&](Opened& opened) { return run(opened, *options); });
      };
    });
    return std::pair(command, options);
  };
  add("add-key", "Make a key that signs who a reader is, and print it once",
      [](Opened& opened, const Options& options) {
        return add_pane_key(*opened.database, opened.ids, opened.clock, opened.operators,
                            options.operator_key, std::cout, std::cerr);
      });
  add("keys", "List the keys that hold", [](Opened& opened, const Options& options) {
    return list_pane_keys(*opened.database, opened.operators, options.operator_key, std::cout, std::cerr);
  });
  const auto [remove, removed] =
      add("remove-key", "Believe a key no longer", [](Opened& opened, const Options& options) {
        return remove_pane_key(*opened.database, opened.clock, opened.operators, options.operator_key,
                               options.key, std::cerr);
      });
  remove->add_option("KEY", removed->key, "pky_…")->required();
}

}  // namespace

int run_command_line(int count, char** words) {
  CLI::App app("Madoguchi: the support desk for companies that serve companies");
  app.require_subcommand(1);
  Chosen chosen;
  add_serve(app, chosen);
  auto* policy =
      app.add_subcommand("policy", "Check, explain and replay support policies")->require_subcommand(1);
  add_policy_check(*policy, chosen);
  add_policy_explain(*policy, chosen);
  add_policy_replay(*policy, chosen);
  auto* calendar = app.add_subcommand("calendar", "Working time")->require_subcommand(1);
  calendar->add_subcommand("eval", "Answer sums of working time (JSON Lines)")->callback([&chosen] {
    chosen = [] { return calendar_eval(std::cin, std::cout); };
  });
  add_import(app, chosen);
  add_ask(app, chosen);
  add_request(app, chosen);
  add_token(app, chosen);
  add_pane(app, chosen);
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return chosen();
}

}  // namespace mado::cli
