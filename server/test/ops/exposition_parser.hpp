#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Reads Prometheus' text format as strictly as its own parser (expfmt): what this refuses, a scrape would lose.
namespace callroom::ops::test {

struct Sample {
  std::string name;
  std::map<std::string, std::string> labels;
  double value = 0;
};
struct Family {
  std::string help;
  std::string type;
  std::vector<Sample> samples;
};

class ExpositionParser {
 public:
  /// Throws std::runtime_error, naming the line.
  static std::map<std::string, Family> parse(std::string_view page) {
    if (page.empty() || page.back() != '\n') throw std::runtime_error("the last line has no end");
    ExpositionParser parser;
    while (!page.empty()) {
      const auto end = page.find('\n');
      parser.line(page.substr(0, end));
      page.remove_prefix(end + 1);
    }
    return parser.families_;
  }

 private:
  void line(std::string_view text) {
    text_ = text;
    rest_ = text;
    if (skip("# HELP ")) {
      const auto name = take_name();
      if (families_.contains(name)) fail("a family twice");
      need(' ');
      families_[current_ = name].help = unescape(rest_, "\\n");
    } else if (skip("# TYPE ")) {
      if (take_name() != current_ || !families_[current_].type.empty()) fail("TYPE is not right after HELP");
      need(' ');
      families_[current_].type = rest_;
      if (rest_ != "counter" && rest_ != "gauge" && rest_ != "histogram") fail("an unknown type");
    } else {
      sample();
    }
  }

  void sample() {
    Sample found{take_name(), {}, 0};
    auto base = found.name;
    if (families_[current_].type == "histogram") {
      for (const std::string suffix : {"_bucket", "_sum", "_count"}) {
        if (base == current_ + suffix) base = current_;
      }
    }
    if (base != current_ || families_[current_].type.empty()) fail("a sample outside of its family");
    if (skip("{")) labels(found.labels);
    need(' ');
    std::size_t used = 0;
    const std::string number(rest_);
    found.value = number == "+Inf" ? 1e308 : std::stod(number, &used);
    if (number != "+Inf" && used != number.size()) fail("no number");
    for (const auto& other : families_[current_].samples) {
      if (other.name == found.name && other.labels == found.labels) fail("a series twice");
    }
    families_[current_].samples.push_back(std::move(found));
  }

  void labels(std::map<std::string, std::string>& into) {
    for (;;) {
      const auto name = take_name();
      need('=');
      need('"');
      std::size_t end = 0;
      while (end < rest_.size() && rest_[end] != '"') end += rest_[end] == '\\' ? 2U : 1U;
      if (end >= rest_.size()) fail("a label without an end");
      if (!into.emplace(name, unescape(rest_.substr(0, end), "\\n\"")).second) fail("a label twice");
      rest_.remove_prefix(end + 1);
      if (skip("}")) return;
      need(',');
    }
  }

  std::string unescape(std::string_view text, std::string_view may) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '\\') {
        plain += text[i];
        continue;
      }
      if (++i == text.size() || may.find(text[i]) == std::string_view::npos) fail("an unknown escape");
      plain += text[i] == 'n' ? '\n' : text[i];
    }
    return plain;
  }

  std::string take_name() {
    std::size_t end = 0;
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':'; };
    while (end < rest_.size() && (letter(rest_[end]) || (end > 0 && rest_[end] >= '0' && rest_[end] <= '9'))) ++end;
    if (end == 0) fail("no name");
    const std::string name(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return name;
  }
  bool skip(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  void need(char c) {
    if (!skip({&c, 1})) fail(std::string("no '") + c + "'");
  }
  [[noreturn]] void fail(const std::string& why) const { throw std::runtime_error(why + ": " + std::string(text_)); }

  std::string_view text_;
  std::string_view rest_;
  std::string current_;
  std::map<std::string, Family> families_;
};

}  // namespace callroom::ops::test
