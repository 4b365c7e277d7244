// The words by which reports name those who support, and those who lead, a company.
#pragma once

#include <array>
#include <string_view>

namespace kizuki {

inline constexpr std::array<std::string_view, 22> kSupporterWords{
    "支援者",       "支援員", "指導員", "診断士", "担当者", "担当", "コーディネーター",
    "アドバイザー", "専門家", "職員",   "局員",   "相談員", "機構", "当行",
    "当会",         "当所",   "当方",   "行員",   "税理士", "伴走", "支援チーム",
    "支援側"};
inline constexpr std::array<std::string_view, 13> kManagerWords{
    "社長", "代表", "経営者", "店主", "女将", "所長", "親方",
    "専務", "会長", "後継者", "院長", "先代", "主人"};

}  // namespace kizuki
