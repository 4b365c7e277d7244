// How review and training of tags are printed.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "engine/review/overlay_lesson.hpp"
#include "engine/review/uncertain_tags.hpp"
#include "engine/tagging/case_tags.hpp"

namespace kizuki {

/// An uncertain tag with what a person needs to decide.
struct ReviewItem {
  UncertainTag tag;
  std::string title;
  struct Sentence {
    std::string text;
    std::string reason;
  };
  std::vector<Sentence> evidence;
};

std::string print_review_as_text(const std::vector<ReviewItem>& items, const Taxonomy& taxonomy,
                                 const std::filesystem::path& index);
std::string print_review_as_json(const std::vector<ReviewItem>& items, const Taxonomy& taxonomy);

/// What training one compartment gave.
struct TrainingResult {
  std::string compartment;
  OverlayLesson lesson;
  LessonEffect effect;
};

std::string print_training_as_text(const std::vector<TrainingResult>& results,
                                   const Taxonomy& taxonomy, bool applied);
std::string print_training_as_json(const std::vector<TrainingResult>& results, bool applied);

/// "課題: 事業承継・後継者", "段階: 4", "規模: 小規模".
std::string describe_tag(std::string_view name, const std::string& value, const Taxonomy& taxonomy);

}  // namespace kizuki
